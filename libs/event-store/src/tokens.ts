/** Injection token of the `Clock` of the process. */
export const CLOCK = Symbol('Clock');
/** Injection token of the `IdSource` of the process. */
export const IDS = Symbol('IdSource');
/** Injection token of the `EventStore`. */
export const EVENT_STORE = Symbol('EventStore');
