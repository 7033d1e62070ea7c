import type { RecordedEvent } from '#libs/event-store';
import type { HouseholdKeys } from '#libs/secrets';
import { householdForgotten } from '../../domain/household.events.js';

/**
 * For a reactor on the log: what the log says is forgotten has no key, also when the process that said so died before it destroyed
 * it. Other events do nothing; again does nothing.
 */
export async function destroyForgotten(keys: HouseholdKeys, event: RecordedEvent): Promise<void> {
  if (event.type !== 'HouseholdForgotten') return;
  await keys.destroy(householdForgotten.parse({ ...event.data, type: event.type }).household);
}
