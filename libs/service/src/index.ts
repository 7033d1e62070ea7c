export { HealthServer, type Health, type HealthServerOptions } from './health-server.js';
export { createLog, nestLog } from './log.js';
export { MetricsServer, type MetricsServerOptions } from './metrics-server.js';
export { keySettings, processSettings, type ProcessSettings } from './process-settings.js';
export { untilPossible, type PatienceOptions } from './patience.js';
export {
  runJob,
  runService,
  type JobDefinition,
  type Service,
  type ServiceContext,
  type ServiceDefinition,
} from './run-service.js';
export { ServiceMetrics } from './service-metrics.js';
export {
  readSettings,
  readTogether,
  serviceSettings,
  setting,
  SettingsError,
  type Environment,
  type ServiceSettings,
} from './settings.js';
export { isAway, untilMigrated, untilReachable, type Waiting } from './store-readiness.js';
export { stopWhenTold, whenParentIsGone, type StopOptions, type StopReason } from './stopping.js';
