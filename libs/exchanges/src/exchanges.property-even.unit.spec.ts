import { everySecond, histories } from './testing/histories.contract.js';

histories('even seeds', everySecond(2));
