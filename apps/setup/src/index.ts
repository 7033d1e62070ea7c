export { fillStore } from './fill-store.js';
