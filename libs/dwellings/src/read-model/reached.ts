import type { EventStore } from '#libs/event-store';
import { ok, type Result } from '#libs/kernel';
import { waitForPosition, type ProjectionHost } from '#libs/projections';
import { DWELLINGS } from './dwellings.projection.js';

/** Waits until dwellings hold a position; null: none is asked for. Refuses as `waitForPosition`. */
export function reached(
  host: ProjectionHost,
  store: Pick<EventStore, 'head'>,
  atLeast: number | null,
): Promise<Result<true>> {
  if (atLeast === null) return Promise.resolve(ok(true));
  return waitForPosition(host, store, {
    projection: DWELLINGS,
    shows: 'de woningen',
    position: atLeast,
    path: 'atLeast',
  });
}
