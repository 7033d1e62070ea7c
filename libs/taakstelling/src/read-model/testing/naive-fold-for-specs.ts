export { comparable, naiveFigures } from './naive-fold.js';
