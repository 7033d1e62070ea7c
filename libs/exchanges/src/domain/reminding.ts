import { accept, refuse, unreachable, type Decision, type MunicipalityCode } from '#libs/kernel';
import { reminderKey, type KnownExchange, type LegState } from './exchange.js';
import type { ExchangeCommandOf } from './exchange.commands.js';
import type { ExchangeDeadline, ExchangeEvent } from './exchange.events.js';

const each = (codes: readonly MunicipalityCode[]): readonly MunicipalityCode[] => [...new Set(codes)];

/** Whose turn it is; nobody where the step is over. */
export function whoseTurn(state: KnownExchange, deadline: ExchangeDeadline): readonly MunicipalityCode[] {
  const among = (which: (leg: LegState) => boolean, who: (leg: LegState) => readonly MunicipalityCode[]) =>
    each(state.legs.filter(which).flatMap(who));
  switch (deadline) {
    case 'answer':
      return state.status === 'proposed'
        ? state.municipalities.filter((municipality) => !state.accepted.includes(municipality))
        : [];
    case 'inform':
      return state.status === 'reserved'
        ? among(
            ({ informed }) => informed === null,
            ({ from }) => [from],
          )
        : [];
    // The household's own term: nobody is to hurry it.
    case 'objection':
      return [];
    case 'coa':
      return state.status === 'requested'
        ? among(
            ({ coa }) => coa.requestedOn !== null && coa.answer === null,
            ({ from, to }) => [from, to],
          )
        : [];
    case 'move':
      return state.status === 'settled'
        ? among(
            ({ course }) => course.status === 'open' || course.status === 'failed',
            ({ to }) => [to],
          )
        : [];
    default:
      return unreachable(deadline);
  }
}

export function remind(
  { deadline, dueAt }: ExchangeCommandOf<'Remind'>,
  state: KnownExchange,
): Decision<ExchangeEvent> {
  if (state.reminded.includes(reminderKey(deadline, dueAt))) return accept();
  const municipalities = whoseTurn(state, deadline);
  if (municipalities.length === 0) return refuse('NOBODY_TO_REMIND', 'er is niemand aan zet', ['input', 'deadline']);
  return accept({
    type: 'ExchangeReminded',
    exchange: state.exchange,
    municipalities: [...municipalities],
    deadline,
    dueAt,
  });
}
