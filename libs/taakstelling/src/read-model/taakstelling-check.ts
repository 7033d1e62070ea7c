import { authorise, type Identity } from '#libs/access';
import {
  COUNTRY,
  endOf,
  ok,
  refuse,
  startOf,
  type LocalDate,
  type MunicipalityCode,
  type Period,
  type Result,
  type Scope,
} from '#libs/kernel';
import { existsOn, MunicipalityRegistry } from '#libs/municipalities';
import { PG_POOL } from '#libs/postgres';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { FactsSource } from './facts.source.js';
import { exactShareOf, formulaShares, type FormulaShare, type RoundingMode } from './figures/art-29.js';
import { indexFacts, type FactIndex } from './figures/facts.js';
import { noFootnotes, remarksOf, used, type Footnotes } from './figures/footnotes.js';
import { personsOf, policyInForce, publishedInForce, targetInForce } from './figures/in-force.js';
import { scopeUnknown } from './figures/question.js';
import { sumOfKnown } from './figures/whole-numbers.js';
import { FIGURES } from './figures.projection.js';

/** The official taakstellingen of a scope beside the formula of art. 29. Persons. */
export interface TaakstellingCheck {
  readonly period: Period;
  readonly scope: Scope;
  readonly position: number;
  readonly rounding: RoundingMode;
  /** Vergunninghouders to be housed in the whole country in the period, as the Rijk published it. */
  readonly vg: number;
  /** 1 January of the year before the period. */
  readonly populationOn: LocalDate;
  /** Of the country: the sum of the municipalities whose population is loaded. */
  readonly inhabitants: number;
  /** Whether that sum is the whole country, as far as we know its municipalities; if not, every share comes out too high. */
  readonly complete: boolean;
  /** Share of the scope as a whole, to two decimals. */
  readonly exactShare: string;
  readonly formula: number;
  readonly official: number | null;
  readonly deviation: number | null;
  readonly municipalities: readonly FormulaShare[];
  /** Footnotes of the taakstellingen, populations and number of the Rijk that were used, each once. */
  readonly remarks: readonly string[];
}

export class CheckTaakstellingen extends Query<Result<TaakstellingCheck | null>> {
  constructor(
    readonly identity: Identity,
    readonly scope: Scope,
    readonly period: Period,
    /** Null: by policy. */
    readonly rounding: RoundingMode | null,
  ) {
    super();
  }
}

const populationDate = (period: Period): LocalDate => `${Number(period.slice(0, 4)) - 1}-01-01` as LocalDate;

/** Refuses `SCOPE_UNKNOWN` and `POLICY_UNKNOWN`; answers null where no populations or no number of the Rijk are loaded: the check is off. */
@QueryHandler(CheckTaakstellingen)
export class CheckTaakstellingenHandler implements IQueryHandler<CheckTaakstellingen> {
  readonly #source: FactsSource;

  constructor(
    @Inject(PG_POOL) pool: Pool,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    private readonly registry: MunicipalityRegistry,
  ) {
    this.#source = new FactsSource(pool, host);
  }

  async execute({ identity, scope, period, rounding }: CheckTaakstellingen): Promise<Result<TaakstellingCheck | null>> {
    // Taakstellingen and populations stand in the Staatscourant and at CBS: what was published may be seen.
    const allowed = authorise(identity, 'figures.read', { scope, basis: 'published' });
    if (!allowed.ok) return allowed;
    const municipalities = this.within(scope, period);
    if (municipalities.length === 0) return scopeUnknown(scope);
    const footnotes = noFootnotes();
    const { position, inhabitants } = await this.populations(period, footnotes);
    const { facts } = await this.#source.read({
      scopes: [{ scope: COUNTRY, municipalities }],
      period,
      asOf: endOf(period),
      knownAt: null,
      position,
      from: period,
    });
    const index = indexFacts(facts);
    const policy = policyInForce(index.policies, period, null)?.content;
    if (policy === undefined) {
      return refuse('POLICY_UNKNOWN', `voor de periode ${period} is geen cijferbeleid bekend`, ['period'], { period });
    }
    const national = { scope: COUNTRY, period, figure: 'taakstelling' } as const;
    const vg = used(footnotes, publishedInForce(index, policy, national, endOf(period), null))?.value ?? null;
    if (vg === null || vg < 0 || inhabitants.size === 0) return ok(null);
    const mode = rounding ?? policy.formulaRounding;
    return ok(this.check({ scope, period, position, vg, inhabitants, mode, municipalities, footnotes }, index));
  }

  private check(
    asked: {
      readonly scope: Scope;
      readonly period: Period;
      readonly position: number;
      readonly vg: number;
      readonly inhabitants: ReadonlyMap<MunicipalityCode, number>;
      readonly mode: RoundingMode;
      readonly municipalities: readonly MunicipalityCode[];
      readonly footnotes: Footnotes;
    },
    facts: FactIndex,
  ): TaakstellingCheck {
    const { scope, period, position, vg, inhabitants, mode, footnotes } = asked;
    const shares = formulaShares(vg, inhabitants, mode);
    const rows = asked.municipalities.flatMap((municipality): FormulaShare[] => {
      const formula = shares.get(municipality);
      if (formula === undefined) return [];
      const official = personsOf(used(footnotes, targetInForce(facts, municipality, period, endOf(period), null)));
      return [
        {
          municipality,
          inhabitants: inhabitants.get(municipality) ?? 0,
          exactShare: exactShareOf(vg, inhabitants, [municipality]),
          formula,
          official,
          deviation: official === null ? null : official - formula,
        },
      ];
    });
    const formula = rows.reduce((sum, r) => sum + r.formula, 0);
    const official = sumOfKnown(rows.map((r) => r.official));
    return {
      period,
      scope,
      position,
      rounding: mode,
      vg,
      populationOn: populationDate(period),
      inhabitants: [...inhabitants.values()].reduce((a, b) => a + b, 0),
      complete: this.within(COUNTRY, period).every((m) => inhabitants.has(m)),
      exactShare: exactShareOf(vg, inhabitants, asked.municipalities),
      formula,
      official,
      deviation: official === null ? null : official - formula,
      municipalities: rows,
      // No ledger row is read here.
      remarks: remarksOf(footnotes, false),
    };
  }

  private within(scope: Scope, period: Period): readonly MunicipalityCode[] {
    return this.registry
      .within(scope)
      .filter((m) => existsOn(m, startOf(period)))
      .map((m) => m.code);
  }

  private async populations(
    period: Period,
    footnotes: Footnotes,
  ): Promise<{ position: number; inhabitants: ReadonlyMap<MunicipalityCode, number> }> {
    const { position, rows } = await this.host.read<{
      municipality: MunicipalityCode;
      persons: number;
      remark: string | null;
    }>(FIGURES, (schema) => ({
      // Of one municipality the count that became known last, as CBS mends its numbers.
      text: `select distinct on (municipality) municipality, persons, remark from ${schema}.population
                where counted_on = $1 order by municipality, known_at desc, position desc`,
      values: [populationDate(period)],
    }));
    return { position, inhabitants: new Map(rows.map((r) => [r.municipality, used(footnotes, r).persons])) };
  }
}
