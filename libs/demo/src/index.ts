export { DEMO_IDENTITY } from './life/demo-people.js';
export { demoClock, type DemoClock } from './life/demo-clock.js';
export { DemoManager, DemoManagerModule } from './life/demo-manager.js';
export * from './demo-file.js';
export * from './demo-files.js';
export * from './load-demo.js';
export * from './report-periods.js';
