import { daysBetween, type LocalDate } from '#libs/kernel';
import type { ExchangeEnd } from '../domain/exchange.events.js';

/** The days on which one exchange took its steps; null: not taken. */
export type FunnelFact = {
  /** Whether it was made of a suggestion. */
  readonly suggested: boolean;
  readonly proposedOn: LocalDate;
  readonly reservedOn: LocalDate | null;
  readonly requestedOn: LocalDate | null;
  readonly settledOn: LocalDate | null;
  readonly completedOn: LocalDate | null;
  readonly end: ExchangeEnd | null;
  readonly reason: string | null;
};

/** Steps of an exchange: accepted by all, asked of COA, recoupled, moved. */
export const FUNNEL_STEPS = ['accept', 'request', 'recouple', 'move'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

export interface StepDuration {
  readonly step: FunnelStep;
  /** Exchanges that took it. */
  readonly exchanges: number;
  /** Days since the step before; null: nobody took it. Between two in the middle, halfway. */
  readonly medianDays: number | null;
}

export interface FailureCount {
  readonly end: ExchangeEnd;
  /** Null: none was given, or it stays with the municipality of the household. */
  readonly reason: string | null;
  readonly exchanges: number;
}

/** How far the exchanges that were proposed in a stretch of time came. */
export interface Funnel {
  readonly proposed: number;
  /** Of these, made of a suggestion. */
  readonly suggested: number;
  /** By every municipality. */
  readonly accepted: number;
  readonly recoupled: number;
  readonly moved: number;
  readonly failed: number;
  /** Neither moved nor failed yet. */
  readonly underWay: number;
  readonly steps: readonly StepDuration[];
  /** The most frequent first. */
  readonly failures: readonly FailureCount[];
}

export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** From which day to which a step went; an exchange without a leg for COA is settled without having asked it. */
const STEPS: Readonly<Record<FunnelStep, (fact: FunnelFact) => readonly [LocalDate | null, LocalDate | null]>> = {
  accept: ({ proposedOn, reservedOn }) => [proposedOn, reservedOn],
  request: ({ reservedOn, requestedOn }) => [reservedOn, requestedOn],
  recouple: ({ reservedOn, requestedOn, settledOn }) => [requestedOn ?? reservedOn, settledOn],
  move: ({ settledOn, completedOn }) => [settledOn, completedOn],
};

function failuresOf(facts: readonly FunnelFact[]): readonly FailureCount[] {
  const counts = new Map<string, FailureCount>();
  for (const { end, reason: said } of facts) {
    if (end === null) continue;
    // The ground of an objection stays with the municipality of the household, in a small region also as a count.
    const reason = end === 'OBJECTION' ? null : said;
    const key = `${end} ${reason ?? ''}`;
    counts.set(key, { end, reason, exchanges: (counts.get(key)?.exchanges ?? 0) + 1 });
  }
  return [...counts.entries()]
    .sort(([a, one], [b, other]) => other.exchanges - one.exchanges || (a < b ? -1 : 1))
    .map(([, count]) => count);
}

export function funnelOf(facts: readonly FunnelFact[]): Funnel {
  const count = (holds: (fact: FunnelFact) => boolean): number => facts.filter(holds).length;
  const moved = count(({ completedOn }) => completedOn !== null);
  const failed = count(({ end }) => end !== null);
  return {
    proposed: facts.length,
    suggested: count(({ suggested }) => suggested),
    accepted: count(({ reservedOn }) => reservedOn !== null),
    recoupled: count(({ settledOn }) => settledOn !== null),
    moved,
    failed,
    underWay: facts.length - moved - failed,
    steps: FUNNEL_STEPS.map((step) => {
      const days = facts.flatMap((fact) => {
        const [from, to] = STEPS[step](fact);
        return from === null || to === null ? [] : [daysBetween(from, to)];
      });
      return { step, exchanges: days.length, medianDays: median(days) };
    }),
    failures: failuresOf(facts),
  };
}
