import type { RecordedEvent } from '#libs/event-store';
import type { Answered, SentCommand } from './turned-product.js';

/** A command that somebody had an answer to. */
export interface SettledCommand {
  readonly command: SentCommand;
  readonly answer: Answered;
}

/** The mutations that may be accepted and change nothing, since they say again what was said: with the event that says it. Any other has an effect. */
const SAID_BY: Readonly<Record<string, string>> = {
  householdInform: 'HouseholdInformed',
  recouplingRequest: 'RecouplingRequested',
  recouplingConfirm: 'RecouplingConfirmed',
  recouplingRefuse: 'RecouplingRefused',
  recouplingReverse: 'RecouplingReversed',
  legFail: 'LegFailed',
};
const SAYS = ['exchange', 'leg', 'on', 'reference', 'reason'];

/** Commands that did not have exactly the effect that was answered [quality.md §1, invariant 1]. */
export function wronglyDone(events: readonly RecordedEvent[], settled: readonly SettledCommand[]): readonly string[] {
  const byCommand = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const { commandId } = event.meta;
    byCommand.set(commandId, [...(byCommand.get(commandId) ?? []), event]);
  }
  return settled.flatMap((one) => {
    const { command, answer } = one;
    const stored = byCommand.get(command.input.commandId) ?? [];
    const what = `${command.mutation} ${command.input.commandId}`;
    if (answer.refusal !== null) return stored.length > 0 ? [`${what} was refused, and done all the same`] : [];
    const last = stored.at(-1);
    if (last === undefined) return wasSaid(events, one) ? [] : [`${what} was accepted, and its effect is not there`];
    if (new Set(stored.map(({ meta }) => meta.commit)).size > 1) return [`${what} was done twice`];
    return last.position === answer.position
      ? []
      : [`${what} was answered ${answer.position}, and stands at ${last.position}`];
  });
}

/** Whether the log said it already at the position that was answered: for a command that changes nothing, the one that it looked at. */
function wasSaid(events: readonly RecordedEvent[], { command: { mutation, input }, answer }: SettledCommand): boolean {
  return events.some(
    ({ type, data, position }) =>
      type === SAID_BY[mutation] &&
      position <= (answer.position ?? 0) &&
      SAYS.every((field) => input[field] === undefined || inEvents(input[field]) === data[field]),
  );
}

/** The schema spells words with `_`, the log with `-`. */
const inEvents = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('_', '-') : value);
