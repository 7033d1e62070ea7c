export { createApiAdapter } from './api-adapter.js';
export { ApiModule } from './api.module.js';
export { configureApi } from './configure-api.js';
export { API_CONTEXTS } from './contexts.js';
