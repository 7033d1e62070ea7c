import type { NewEvent, RecordedEvent } from '#libs/event-store';
import { ok, type IdSource, type Result } from '#libs/kernel';
import { policyDecider } from './policy.decider.js';
import { policyAdopted, policyStream, type PolicyAdopted } from './policy.events.js';

/** What adopting a version appends to the stream of its policy, given what was adopted before. */
export function adoptVersion(
  adopted: PolicyAdopted,
  history: readonly RecordedEvent[],
  ids: IdSource,
): Result<readonly { readonly stream: string; readonly events: readonly NewEvent[] }[]> {
  const state = history
    .map((event) => policyAdopted.parse({ ...event.data, type: event.type }))
    .reduce(policyDecider.evolve, policyDecider.initial);
  const decision = policyDecider.decide({ type: 'AdoptVersion', adopted }, state);
  if (!decision.ok) return decision;
  if (decision.value.length === 0) return ok([]);
  const events = decision.value.map((event) => {
    const { type, ...data } = policyAdopted.parse(event);
    return { id: ids.next(), type, data, effectiveOn: data.validFrom };
  });
  return ok([{ stream: policyStream(adopted.policy), events }]);
}
