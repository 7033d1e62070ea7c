import type { RecordedEvent } from '#libs/event-store';
import type { MunicipalityCode, ProvinceCode, Scope } from '#libs/kernel';
import type { Change, Projection } from '#libs/projections';
import { indexFacts } from '../figures/facts.js';
import { computeFigures } from '../figures/figures.js';
import type { FixedQuestion } from '../figures/question.js';
import { figuresProjection } from '../figures.projection.js';
import { comparable, naiveFigures } from './naive-fold.js';
import { factsFor, tablesOf, type Tables } from './tables-in-memory.js';

export type FiguresAsked = Pick<FixedQuestion, 'period' | 'asOf' | 'knownAt' | 'position'>;

/** What municipalities themselves count: placements are theirs. */
const WHATEVER = { basis: 'computed', administration: 'own', rowsVisible: true } as const;
type Answer = ReturnType<typeof comparable> | null;

/** Figures that add up: those of the municipalities of a province are together those of the province. */
const SUMS = ['taakstelling', 'opening', 'realised', 'koppelBalance', 'koppelBalanceWithoutExchanges'] as const;

/** Read once: thousands of logs begin with the same events. */
const projected = new WeakMap<RecordedEvent, readonly Change[]>();
const figures: Projection = {
  ...figuresProjection,
  project: (event) => {
    const changes = projected.get(event) ?? figuresProjection.project(event);
    projected.set(event, changes);
    return changes;
  },
};

/** For specs of contexts that move figures: what the read model answers, laid beside a plain fold of the same log. */
export class FiguresUnderTest {
  readonly #tables: Tables;
  readonly #plain: readonly RecordedEvent[];

  /** @param log from its first event on */
  constructor(
    log: readonly RecordedEvent[],
    private readonly province: ProvinceCode,
    private readonly municipalities: readonly MunicipalityCode[],
  ) {
    this.#tables = tablesOf(figures, log);
    // What happens to dwellings and exchanges moves no figure by itself, and the plain fold is slow.
    this.#plain = log.filter(({ stream }) => !/^(?:dwelling|exchange)-/.test(stream));
  }

  /**
   * Persons housed in the province; where the two differ, of the province and of one of its municipalities, and where these do not add
   * up to it; empty: nowhere.
   */
  look(
    asked: FiguresAsked,
    told: MunicipalityCode,
  ): { readonly violations: readonly string[]; readonly realised: number } {
    const { municipalities, province } = this;
    const when = JSON.stringify(asked);
    const wrong: string[] = [];
    const ask = (scope: Scope, of: readonly MunicipalityCode[]): Answer => {
      const question: FixedQuestion = { ...asked, ...WHATEVER, scope, municipalities: of };
      const answer = computeFigures(indexFacts(factsFor(this.#tables, question)), question);
      const read = answer.ok ? comparable(answer.value) : null;
      if (scope !== told && scope !== province) return read;
      const plain = naiveFigures(this.#plain, question);
      const [a, b] = [JSON.stringify(inOrder(read)), JSON.stringify(inOrder(plain))];
      if (a !== b) wrong.push(`figures of ${scope} ${when}: the read model tells ${a}, the log ${b}`);
      return read;
    };
    const parts = municipalities.map((code) => ask(code, [code]));
    const whole = ask(province, municipalities);
    for (const figure of SUMS) {
      const sum = parts.reduce((n, part) => n + (part?.[figure] ?? 0), 0);
      if (sum !== (whole?.[figure] ?? 0)) {
        wrong.push(
          `${figure} of ${province} ${when} is ${String(whole?.[figure])}, of its municipalities ${String(sum)}`,
        );
      }
    }
    return { violations: wrong, realised: whole?.realised ?? 0 };
  }
}

const inOrder = (answer: object | null): unknown =>
  answer === null ? null : Object.entries(answer).sort(([a], [b]) => (a < b ? -1 : 1));
