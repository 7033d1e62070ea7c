import type { Instant } from '#libs/kernel';
import { openReversals, type ExchangeStatus, type KnownExchange } from '../domain/exchange.js';
import type { ExchangeDeadline, ExchangeEnd } from '../domain/exchange.events.js';

/** How an exchange stands after a command. Nothing of a household is in it: it is kept with the command for ever. */
export type ExchangeStanding = {
  readonly exchange: string;
  readonly status: ExchangeStatus;
  readonly end: ExchangeEnd | null;
  /** The step that is due next, and when; null: none has a term. */
  readonly deadline: { readonly of: ExchangeDeadline; readonly dueAt: Instant } | null;
  /** Legs of which COA's side differs from ours until it has moved the koppeling back. */
  readonly openReversals: number[];
};

const DEADLINE_OF = { proposed: 'answer', reserved: 'inform', requested: 'coa', settled: 'move' } as const;

/** Every household was told: what is waited for is the last of them that can still object. */
function objectionsUntil({ legs }: KnownExchange): Instant | null {
  const terms = legs.map(({ informed }) => informed?.objectBy ?? null);
  return terms.reduce((latest, term) => (latest === null || term === null ? null : term > latest ? term : latest));
}

function deadlineOf(state: KnownExchange): ExchangeStanding['deadline'] {
  if (state.status === 'completed' || state.status === 'ended') return null;
  if (state.status === 'reserved') {
    const until = objectionsUntil(state);
    if (until !== null) return { of: 'objection', dueAt: until };
  }
  const of = DEADLINE_OF[state.status];
  const dueAt = state.due[of];
  return dueAt === undefined ? null : { of, dueAt };
}

export const standingOf = (state: KnownExchange): ExchangeStanding => ({
  exchange: state.exchange,
  status: state.status,
  end: state.end,
  deadline: deadlineOf(state),
  openReversals: [...openReversals(state)],
});
