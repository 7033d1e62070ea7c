import { runCommand, type Commanded, type EventStore, type NewEvent, type RecordedEvent } from '#libs/event-store';
import { ok, type IdSource, type JsonValue, type Result } from '#libs/kernel';
import { policyDecider, type PolicyCommand } from './policy.decider.js';
import { policyEvent, policyStream, type PolicyEvent } from './policy.events.js';

/** A version of a policy by its names. */
export type PolicyVersionName = { readonly policy: string; readonly version: string };

interface OnePolicy extends PolicyVersionName {
  readonly actor: string;
  readonly commandId: string;
  /** What the caller asked, as it was read. */
  readonly content: JsonValue;
  /** The version of the stream that the caller had seen; null: whatever is there. */
  readonly expectedVersion: number | null;
  readonly command: PolicyCommand;
}

const read = (event: RecordedEvent): PolicyEvent => policyEvent.parse({ ...event.data, type: event.type });

function write(event: PolicyEvent, ids: IdSource): NewEvent {
  const { type, ...data } = policyEvent.parse(event);
  return { id: ids.next(), type, data, effectiveOn: type === 'PolicyAdopted' ? data.validFrom : null };
}

/** Decides a command on the stream of its policy and stores what happens. */
export function runPolicy(
  store: EventStore,
  ids: IdSource,
  { policy, version, actor, commandId, content, expectedVersion, command }: OnePolicy,
): Promise<Result<Commanded<PolicyVersionName>>> {
  const stream = policyStream(policy);
  return runCommand<PolicyVersionName>(store, {
    command: { id: commandId, content },
    meta: { actor },
    streams: [stream],
    ...(expectedVersion === null ? {} : { expectedVersion }),
    decide: (history) => {
      const state = history.map(read).reduce(policyDecider.evolve, policyDecider.initial);
      const decision = policyDecider.decide(command, state);
      if (!decision.ok) return decision;
      const events = decision.value.map((event) => write(event, ids));
      return ok({ append: events.length === 0 ? [] : [{ stream, events }], result: { policy, version } });
    },
  });
}
