import type { Identity, Role } from '#libs/access';
import type { RecordedEvent } from '#libs/event-store';
import { dateOf, type Clock, type MunicipalityCode } from '#libs/kernel';
import {
  HouseholdOpener,
  householdsProjection,
  HouseholdVisibility,
  type HouseholdPartners,
  type HouseholdRow,
} from '#libs/koppeling';
import { MunicipalityRegistry } from '#libs/municipalities';
import type { Projection, Row } from '#libs/projections';
import type { INestApplicationContext } from '@nestjs/common';
import type { ExchangeRecord, LegRecord } from '../read-model/exchange-record.js';
import { ExchangeOpener } from '../read-model/exchange-view.js';
import { ExchangeVisibility } from '../read-model/exchange-visibility.js';
import { exchangesProjection } from '../read-model/exchanges.projection.js';
import { KeptTables } from '../read-model/testing/tables-in-memory.js';
import { betrayedBy } from './canaries.js';
import type { SeenSharing } from './seen-sharing.js';
import { baarn, EVERYBODY, soest, zeist } from './town-halls.js';

const who = (role: Role, organisation: string | null): Identity => ({
  actor: `demo:${role}`,
  role,
  organisation: organisation as Identity['organisation'],
});

/** Whoever might look: those of the three towns, one of a fourth, and everybody else. */
export const LOOKERS: readonly Identity[] = [
  who('municipality', soest),
  who('municipal-manager', soest),
  who('municipality', zeist),
  who('municipality', baarn),
  who('municipal-manager', baarn),
  who('municipality', 'GM0344'),
  who('coordinator', 'PV26'),
  who('coordinator', 'PV25'),
  who('coa-liaison', null),
  who('housing-corporation', soest),
  who('support-team', null),
  who('supervisor', 'PV26'),
  who('supervisor-approver', 'PV26'),
  who('board-reader', 'PV26'),
  who('auditor', null),
  who('public', null),
];

const named = (column: string): string =>
  column.replace(/_municipality$/, '').replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Columns by table, each with the name that the reader gives it. */
type Columns = ReadonlyMap<string, readonly (readonly [column: string, name: string])[]>;

const columnsOf = ({ tables }: Projection): Columns =>
  new Map(
    tables.map(({ name, columns }) => [name, Object.keys(columns).map((column) => [column, named(column)] as const)]),
  );

const HOUSEHOLD_COLUMNS = columnsOf(householdsProjection);
const EXCHANGE_COLUMNS = columnsOf(exchangesProjection);

/** A row as the reader hands it on: what stands nowhere is null. */
function asRead(row: Row, columns: ReturnType<Columns['get']> = []): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [column, name] of columns) read[name] = row[column] ?? null;
  return read;
}

/**
 * Reads households and exchanges as people do: through the read models, what the policy table lets them see of it, and the opening of
 * what is sealed. Only the statements that fetch the rows are left out: these have specs of their own, on a database.
 */
export class Sight implements HouseholdPartners {
  #households = new KeptTables(householdsProjection);
  #exchanges = new KeptTables(exchangesProjection);
  #app: INestApplicationContext | null = null;

  constructor(private readonly clock: Clock) {}

  /** Whose visibility and openers it asks. */
  through(app: INestApplicationContext): void {
    this.#app = app;
  }

  begin(from?: Sight): void {
    this.#households = from === undefined ? new KeptTables(householdsProjection) : from.#households.fork();
    this.#exchanges = from === undefined ? new KeptTables(exchangesProjection) : from.#exchanges.fork();
  }

  copy(): Sight {
    const other = new Sight(this.clock);
    other.begin(this);
    return other;
  }

  /** Events in order, each once. */
  tell(events: readonly RecordedEvent[]): void {
    this.#households.tell(events);
    this.#exchanges.tell(events);
  }

  partnersOf(household: string): Promise<readonly MunicipalityCode[]> {
    const shared = this.#records().filter((record) =>
      record.legs.some((leg) => leg.household === household && this.#ask(ExchangeVisibility).isShared(record, leg)),
    );
    return Promise.resolve([...new Set(shared.flatMap(({ municipalities }) => municipalities))]);
  }

  /** What these people see that is not for them, or do not see that is. Counts each look by what came of it. */
  async violations(
    sharing: SeenSharing,
    lookers: readonly Identity[],
    count: (look: string) => void,
  ): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const identity of lookers) {
      wrong.push(...(await this.#householdsSeen(identity, sharing, count)));
      wrong.push(...(await this.#exchangesSeen(identity, sharing, count)));
    }
    return wrong;
  }

  async #householdsSeen(identity: Identity, sharing: SeenSharing, count: (look: string) => void): Promise<string[]> {
    const wrong: string[] = [];
    const now = this.clock.now();
    const to = this.#ask(MunicipalityRegistry).byCode(zeist) ?? null;
    for (const { household } of EVERYBODY) {
      const row = this.#household(household);
      if (row === null) continue;
      const view = await this.#ask(HouseholdVisibility).viewOf(identity, row);
      const meant = sharing.share(identity, household, now);
      if (view !== meant) {
        wrong.push(`${by(identity)} sees ${String(view)} of ${household}, and may see ${String(meant)}`);
      }
      count(`household ${String(view)}`);
      if (view === null) continue;
      const looking = { view, terms: [], asOf: dateOf(now), now, to };
      const answer = await this.#ask(HouseholdOpener).seenByKey([row], looking, () => null);
      const betrayed = betrayedBy(JSON.stringify(answer));
      if (betrayed.length > 0) count('household opened');
      if (betrayed.some((one) => one !== household || meant !== 'all' || row.forgotten)) {
        wrong.push(`${by(identity)} reads of ${household} what was told in confidence`);
      }
    }
    return wrong;
  }

  async #exchangesSeen(identity: Identity, sharing: SeenSharing, count: (look: string) => void): Promise<string[]> {
    const wrong: string[] = [];
    const now = this.clock.now();
    for (const record of this.#records()) {
      const { exchange } = record;
      if (!(await this.#ask(ExchangeVisibility).mayRead(identity, record))) continue;
      count('exchange');
      if (!sharing.mayKnowOf(identity, exchange)) wrong.push(`${by(identity)} sees that there is exchange ${exchange}`);
      const answer = await this.#ask(ExchangeOpener).seen(identity, [record]);
      for (const { end } of answer) {
        if (end?.code !== 'OBJECTION' || end.reason === null) continue;
        if (!sharing.heardObjection(identity, exchange, end.leg ?? 0)) {
          wrong.push(`${by(identity)} sees why exchange ${exchange} ended`);
        }
      }
      for (const { leg, household, needs, objection, objectionNote } of answer.flatMap(({ legs }) => legs)) {
        const about = record.legs.find((one) => one.leg === leg)?.household ?? '';
        if (needs !== null) count('needs in an exchange');
        if (household !== null && !sharing.mayKnowWho(identity, exchange, leg)) {
          wrong.push(`${by(identity)} sees in exchange ${exchange} who leg ${leg} is about`);
        }
        const isForgotten = this.#household(about)?.forgotten === true;
        if (needs === null && !isForgotten && sharing.mustSeeNeeds(identity, exchange, leg)) {
          wrong.push(`${by(identity)} does not see in exchange ${exchange} what ${about} needs`);
        }
        if (needs !== null && sharing.share(identity, about, now) === null) {
          wrong.push(`${by(identity)} sees in exchange ${exchange} what ${about} needs`);
        }
        if ((objection ?? objectionNote) !== null && !sharing.heardObjection(identity, exchange, leg)) {
          wrong.push(`${by(identity)} sees in exchange ${exchange} why ${about} objected`);
        }
      }
      const read = JSON.stringify(answer);
      const notes = JSON.stringify(answer, (field, value: unknown) => (field === 'objectionNote' ? null : value));
      const betrayed = [
        ...betrayedBy(read, 'profile'),
        ...betrayedBy(notes, 'note').filter((household) => !sharing.mayReadNotes(identity, exchange, household)),
      ];
      if (betrayed.length > 0) wrong.push(`${by(identity)} reads in exchange ${exchange} of ${betrayed.join()}`);
    }
    return wrong;
  }

  #household(household: string): HouseholdRow | null {
    const row = this.#households.tables.get('household')?.get(JSON.stringify([household]));
    if (row?.['municipality'] === undefined || row['municipality'] === null) return null;
    const missing = { status: 'coupled', toHouse: 0, dueOn: null, stoppedOn: null, daysLateHere: 0, stay: null };
    return {
      ...asRead(row, HOUSEHOLD_COLUMNS.get('household')),
      ...missing,
      municipality: row['municipality'],
      forgotten: row['forgotten'] === true,
    } as unknown as HouseholdRow;
  }

  #records(): readonly ExchangeRecord[] {
    const all = (name: string) => {
      const columns = EXCHANGE_COLUMNS.get(name);
      return [...(this.#exchanges.tables.get(name)?.values() ?? [])].map((row) => ({
        row,
        read: asRead(row, columns),
      }));
    };
    const legs = all('leg').sort((a, b) => Number(a.row['leg']) - Number(b.row['leg']));
    return all('exchange')
      .filter(({ row }) => (row['status'] ?? null) !== null)
      .map(({ row, read }) => ({
        ...read,
        end: row['end_code'] ?? null,
        municipalities: String(row['municipalities']).split(' '),
        redistribution: [],
        openReversals: row['open_reversals'] ?? 0,
        answers: [],
        legs: legs
          .filter((leg) => leg.row['exchange'] === row['exchange'])
          .map((leg) => ({ ...leg.read, checklists: [] }) as unknown as LegRecord),
      })) as unknown as readonly ExchangeRecord[];
  }

  #ask<T>(what: abstract new (...given: never[]) => T): T {
    if (this.#app === null) throw new Error('nobody to ask what may be seen');
    return this.#app.get<T>(what, { strict: false });
  }
}

const organisationOf = ({ organisation }: Identity): string => organisation ?? '';
const by = (identity: Identity): string => `${identity.role} ${organisationOf(identity)}`.trim();
