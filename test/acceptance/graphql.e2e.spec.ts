import { acceptanceContract } from './acceptance.contract.js';
import { EMBEDDED } from './support/shape.js';

acceptanceContract(EMBEDDED);
