import type { Exchange, Leg, LevelResult, Solution } from '../model/plan.js';
import type { Problem } from '../model/problem.js';

/** How an exchange is called by its shape. */
export const EXCHANGE_SHAPES = ['take-over', 'chain', 'swap', 'ring'] as const;
export type ExchangeShape = (typeof EXCHANGE_SHAPES)[number];

/** What a level reached, and how far from proven: `gap` is 0 when `bound` = `value`, else their difference as a part of the bound. */
export interface AnswerLevel {
  readonly goal: string;
  readonly value: number;
  readonly bound: number;
  readonly gap: number;
  readonly proven: boolean;
}

export interface AnswerLeg {
  readonly household: string;
  readonly dwelling: string;
  readonly from: string;
  readonly to: string;
}

/** A solution as others read it (interfaces.md §3): by ids and codes, in an order that depends on nothing but them. */
export interface Answer {
  readonly placements: readonly {
    readonly household: string;
    readonly dwelling: string;
    readonly exchange: string | null;
  }[];
  readonly exchanges: readonly {
    readonly id: string;
    readonly kind: ExchangeShape;
    readonly municipalities: readonly string[];
    readonly legs: readonly AnswerLeg[];
  }[];
  readonly levels: readonly AnswerLevel[];
  readonly value: number;
  readonly bound: number;
  readonly gap: number;
  readonly proven: boolean;
  readonly checked: true;
}

/** A checked solution by ids. Exchanges are numbered by their smallest household, and closed ones are told from it. */
export function answerOf(problem: Problem, { plan, levels }: Solution): Answer {
  const exchanges = plan.exchanges.map(fromSmallest).sort((a, b) => smallest(a) - smallest(b));
  const placed = plan.local.map((leg) => ({ leg, exchange: null as string | null }));
  exchanges.forEach(({ legs }, at) => legs.forEach((leg) => placed.push({ leg, exchange: idOf(at) })));
  placed.sort((a, b) => a.leg.household - b.leg.household);
  const told = levels.map(tell);
  const { value, bound, gap, proven } = told[0] ?? { value: 0, bound: 0, gap: 0, proven: true };
  return {
    placements: placed.map(({ leg, exchange }) => ({
      household: problem.householdIds[leg.household]!,
      dwelling: problem.dwellingIds[leg.dwelling]!,
      exchange,
    })),
    exchanges: exchanges.map((exchange, at) => ({
      id: idOf(at),
      kind: shapeOf(exchange),
      municipalities: municipalitiesOf(problem, exchange),
      legs: exchange.legs.map((leg) => ({
        household: problem.householdIds[leg.household]!,
        dwelling: problem.dwellingIds[leg.dwelling]!,
        from: problem.municipalityCodes[problem.householdMunicipality[leg.household]!]!,
        to: problem.municipalityCodes[problem.dwellingMunicipality[leg.dwelling]!]!,
      })),
    })),
    levels: told,
    value,
    bound,
    gap,
    proven,
    checked: true,
  };
}

const idOf = (at: number): string => `e${at + 1}`;

const smallest = ({ legs }: Exchange): number => Math.min(...legs.map(({ household }) => household));

function fromSmallest(exchange: Exchange): Exchange {
  if (!exchange.closed) return exchange;
  const first = exchange.legs.findIndex(({ household }) => household === smallest(exchange));
  const legs: readonly Leg[] = [...exchange.legs.slice(first), ...exchange.legs.slice(0, first)];
  return { closed: true, legs };
}

function shapeOf({ closed, legs }: Exchange): ExchangeShape {
  if (closed) return legs.length === 2 ? 'swap' : 'ring';
  return legs.length === 1 ? 'take-over' : 'chain';
}

function municipalitiesOf(problem: Problem, { closed, legs }: Exchange): string[] {
  const passed = legs.map(({ household }) => problem.householdMunicipality[household]!);
  if (!closed) passed.push(problem.dwellingMunicipality[legs.at(-1)!.dwelling]!);
  return passed.map((m) => problem.municipalityCodes[m]!);
}

function tell({ goal, value, bound }: LevelResult): AnswerLevel {
  const gap = bound === value ? 0 : (bound - value) / Math.max(1, Math.abs(bound));
  return { goal, value, bound, gap, proven: bound === value };
}
