export * from './demo-file.js';
export * from './demo-files.js';
export * from './live-periods.js';
export * from './report-periods.js';
export * from './load-demo.js';
