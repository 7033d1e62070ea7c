/** Logs of the API. */
export const API_LOG = Symbol('ApiLog');
