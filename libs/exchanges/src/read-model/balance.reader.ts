import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { inForce, PolicyReader } from '#libs/policy';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import { EXCHANGES_POLICY, exchangesPolicy, type ExchangesPolicy } from '../domain/exchanges.policy.js';
import {
  balanceOn,
  NOTHING,
  type DecayOn,
  type MunicipalityBalance,
  type Tolerance,
  type YearOfBalance,
} from './balance.js';
import { EXCHANGES } from './exchanges.projection.js';
import type { BalanceCause, Direction } from './leg-states.js';
import { cut, type Found, type Page } from './page.js';

/** One row of the ledger. */
export type BalanceEntry = {
  readonly position: number;
  readonly entry: number;
  readonly municipality: MunicipalityCode;
  /** The municipality that it went to, or came from. */
  readonly counterparty: MunicipalityCode;
  readonly direction: Direction;
  readonly households: number;
  readonly persons: number;
  readonly on: LocalDate;
  readonly exchange: string;
  readonly leg: number;
  readonly cause: BalanceCause;
};

export interface BalancesFound {
  readonly position: number;
  /** Null: no policy holds on the day. */
  readonly tolerance: Tolerance | null;
  readonly balances: readonly MunicipalityBalance[];
}

/** What the policy of a day says of balances. */
interface BalanceRule extends Pick<ExchangesPolicy, 'balance'> {
  /** Version. */
  readonly policy: string;
}

export type BalanceKey = readonly [on: LocalDate, position: number, entry: number];

type YearRow = {
  readonly municipality: MunicipalityCode;
  readonly year: number;
  readonly direction: Direction;
  readonly households: number;
  readonly persons: number;
};

/** In a shared doorstroomlocatie a household stays coupled to its municipality: nobody gave or took one. */
const RECOUPLED = (schema: string): string =>
  `${schema}.balance_entry b join ${schema}.leg l on l.exchange = b.exchange and l.leg = b.leg and l.kind = 'recoupling'`;

const YEARS = (schema: string): string => `
  select b.municipality, extract(year from b.effective_on)::int as year, b.direction,
         sum(b.households)::int as households, sum(b.persons)::int as persons
    from ${RECOUPLED(schema)} where b.municipality = any($1) and b.effective_on <= $2::date
   group by 1, 2, 3`;

const ENTRIES = (schema: string): string => `
  select b.position, b.entry, b.municipality, b.counterparty, b.direction, b.households, b.persons,
         b.effective_on as "on", b.exchange, b.leg, b.cause
    from ${RECOUPLED(schema)} where b.municipality = any($1)
     and ($3::date is null or (b.effective_on, b.position, b.entry) < ($3::date, $4::bigint, $5::int))
   order by b.effective_on desc, b.position desc, b.entry desc limit $2`;

function yearsOf(rows: readonly YearRow[], municipality: MunicipalityCode): readonly YearOfBalance[] {
  const years = new Map<number, YearOfBalance>();
  for (const { year, direction, households, persons, ...row } of rows) {
    if (row.municipality !== municipality) continue;
    const known = years.get(year) ?? { year, given: NOTHING, received: NOTHING };
    years.set(year, { ...known, [direction]: { households, persons } });
  }
  return [...years.values()];
}

/** The exchange balance, as everybody who takes part can see it. Whether the person may is the handler's business. */
@Injectable()
export class ExchangeBalanceReader {
  constructor(
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    private readonly policies: PolicyReader,
  ) {}

  /** At the end of a day, in the order that is asked. */
  async of(municipalities: readonly MunicipalityCode[], asOf: LocalDate): Promise<BalancesFound> {
    const rules = await this.#rules();
    const decayOn: DecayOn = (day) => {
      const rule = rules(day);
      return rule && { percent: rule.balance.decayPercentPerYear, policy: rule.policy };
    };
    const { position, rows } = await this.host.read<YearRow>(EXCHANGES, (schema) => ({
      text: YEARS(schema),
      values: [[...municipalities], asOf],
    }));
    const today = rules(asOf);
    const { households = null, persons = null } = today?.balance ?? {};
    return {
      position,
      tolerance: today && { households, persons, policy: today.policy },
      balances: municipalities.map((code) => balanceOn(code, yearsOf(rows, code), decayOn, asOf)),
    };
  }

  /** The latest first. */
  async entries(
    municipalities: readonly MunicipalityCode[],
    { first, after }: Page<BalanceKey>,
  ): Promise<Found<BalanceEntry>> {
    const { position, rows } = await this.host.read<BalanceEntry>(EXCHANGES, (schema) => ({
      text: ENTRIES(schema),
      values: [[...municipalities], first + 1, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null],
    }));
    return cut(position, rows, first);
  }

  async #rules(): Promise<(day: LocalDate) => BalanceRule | null> {
    const adopted = await this.policies.adopted(EXCHANGES_POLICY);
    return (day) => {
      const version = inForce(adopted, day, null);
      return version && { ...exchangesPolicy.parse(version.content), policy: version.version };
    };
  }
}
