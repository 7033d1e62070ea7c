import type { Generation } from './generations.js';

export interface ProjectionStatus {
  readonly name: string;
  /** Version of the tables that are read; null where there are none yet. */
  readonly version: number | null;
  readonly schema: string | null;
  readonly position: number;
  /** `building`: new tables are being filled beside it. `halted`: an event cannot be handled or delivered; see the reason. */
  readonly status: 'live' | 'building' | 'halted' | 'absent';
  /** Before the event at this position it stands still. */
  readonly haltedPosition: number | null;
  /** `EVENT_NOT_HANDLED`, or the code of a log that cannot go on, as `RECORD_NOT_JSON`: then it is tried again every few seconds. */
  readonly haltedCode: string | null;
  /** Which event and why; of a record of a broker with topic, partition and offset. */
  readonly haltedReason: string | null;
  /** Events in the store that the read model does not show yet. */
  readonly lag: number;
}

/** @param head position of the store's last event. */
export function statusOf(name: string, head: number, generations: readonly Generation[]): ProjectionStatus {
  const live = generations.find(({ role }) => role === 'live');
  const building = generations.find(({ role }) => role === 'building');
  const halted = [live, building].find((generation) => (generation?.haltedPosition ?? null) !== null);
  const position = live?.position ?? 0;
  return {
    name,
    version: live?.version ?? null,
    schema: live?.schema ?? null,
    position,
    status:
      halted !== undefined ? 'halted' : building !== undefined ? 'building' : live !== undefined ? 'live' : 'absent',
    haltedPosition: halted?.haltedPosition ?? null,
    haltedCode: halted?.haltedCode ?? null,
    haltedReason: halted?.haltedReason ?? null,
    lag: Math.max(0, head - position),
  };
}
