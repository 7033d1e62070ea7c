import {
  endOf,
  instantOrThrow,
  localDate,
  period,
  type Instant,
  type LocalDate,
  type MunicipalityCode,
  type Scope,
} from '#libs/kernel';
import type { Administration } from '../../domain/taakstelling.events.js';
import { indexFacts } from '../figures/facts.js';
import { computeFigures, type Figures } from '../figures/figures.js';
import type { Basis, FixedQuestion } from '../figures/question.js';
import { figuresProjection } from '../figures.projection.js';
import { logOf, type Told } from './recorded-events.js';
import { factsFor, tablesOf } from './tables-in-memory.js';

export interface Ask {
  readonly scope?: string;
  readonly period: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly basis?: Basis;
  readonly administration?: Administration;
  readonly position?: number;
  /** Default: yes. */
  readonly rowsVisible?: boolean;
}

/** The little province of the specs. */
export const PV26 = ['GM0307', 'GM0344', 'GM0355'] as readonly string[] as readonly MunicipalityCode[];

export function question(ask: Ask, head: number): FixedQuestion {
  const scope = (ask.scope ?? 'PV26') as Scope;
  const asked = period(ask.period);
  const asOf: LocalDate = ask.asOf === undefined ? endOf(asked) : localDate(ask.asOf);
  const knownAt: Instant | null = ask.knownAt === undefined ? null : instantOrThrow(ask.knownAt);
  return {
    scope,
    municipalities: scope.startsWith('GM') ? [scope as MunicipalityCode] : PV26,
    period: asked,
    asOf,
    knownAt,
    basis: ask.basis ?? null,
    administration: ask.administration ?? null,
    position: ask.position ?? head,
    rowsVisible: ask.rowsVisible ?? true,
  };
}

/** The figures that this log gives, through the projection and the arithmetic; throws on a refusal. */
export function ask(told: readonly Told[], asked: Ask): Figures {
  const log = logOf(told);
  const fixed = question(asked, log.length);
  const answer = computeFigures(indexFacts(factsFor(tablesOf(figuresProjection, log), fixed)), fixed);
  if (!answer.ok) throw new Error(answer.refusals.map((r) => r.code).join());
  return answer.value;
}
