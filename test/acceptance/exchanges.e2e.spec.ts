import { exchangesContract } from './exchanges.contract.js';
import { TURNED_EMBEDDED } from './support/turned-shapes.js';

exchangesContract(TURNED_EMBEDDED);
