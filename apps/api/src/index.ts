export { createApiAdapter } from './api-adapter.js';
export { API_OPTIONS, type ApiOptions, type ApiSettings } from './api-options.js';
export { ApiModule } from './api.module.js';
export { configureApi } from './configure-api.js';
export { API_CONTEXTS } from './contexts.js';
export { MetricsServer } from './metrics-server.js';
export { printApiSchema } from './print-api-schema.js';
