export { Invariants } from './invariants.js';
