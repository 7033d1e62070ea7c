export { cloudEventOf, type CloudEvent, type CloudEventContext, type CloudEventData } from './cloud-event.js';
export { RECORD_FAULTS, recordedEventOf, type ReadRecord, type RecordFault } from './recorded-event.js';
export { asyncApi, type AsyncApiOptions } from './async-api.js';
