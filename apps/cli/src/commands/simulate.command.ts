import type { JsonObject, Refusal } from '#libs/kernel';
import { availableParallelism } from 'node:os';
import type { SimulateOptions } from '../options.js';
import { simulateSeeds } from '../seed-workers.js';
import {
  summarise,
  USUAL_RULES,
  type Estimate,
  type Measure,
  type PolicySummary,
  type SeedResult,
  type SimulationDocument,
  type SimulationRules,
} from '#libs/matching';
import { EXIT, tellRefused, type ExitCode, type Terminal } from '../terminal.js';
import { table } from '../text-table.js';

/** Half a year of a province under each policy, over seeds. Exit 1 where a round gave no sound plan, which would be a fault of ours. */
export async function simulate(to: Terminal, options: SimulateOptions): Promise<ExitCode> {
  const { seeds, seed: first, policies } = options;
  const rules = rulesOf(options);
  const results: SeedResult[] = [];
  const refusals: Refusal[] = [];
  const began = performance.now();
  to.progress(
    `${seeds} ${seeds === 1 ? 'half jaar' : 'halve jaren'} van ${rules.days} dagen onder ${policies.join(', ')}`,
  );
  await simulateSeeds(
    Array.from({ length: seeds }, (_, at) => first + at),
    { policies, rules },
    options.workers ?? availableParallelism(),
    (result) => {
      if (!result.ok) return void refusals.push(...result.refusals);
      results.push(result.value);
      const passed = Math.round((performance.now() - began) / 1000);
      to.progress(`${results.length} van ${seeds}: zaad ${result.value.seed}, na ${passed} s`);
    },
  );
  if (refusals.length > 0) return tellRefused(to, refusals);
  const document = summarise(results, policies, rules);
  to.answer(document as unknown as JsonObject, () => textFor(document));
  return EXIT.done;
}

const rulesOf = ({ days, dwellings, answerDays, tries }: SimulateOptions): SimulationRules => ({
  ...USUAL_RULES,
  days,
  dwellings: dwellings ?? USUAL_RULES.dwellings,
  answerDays: answerDays ?? USUAL_RULES.answerDays,
  triesPerDay: tries ?? USUAL_RULES.triesPerDay,
});

const NAMES: Readonly<Record<PolicySummary['policy'], string>> = {
  local: 'alleen eigen gemeente',
  swaps: 'ruilen door mensen',
  weekly: 'samen, wekelijks',
  daily: 'samen, dagelijks',
  'daily-persons': 'dagelijks, personen eerst',
  'daily-in-time': 'dagelijks, huishoudens voor te laat',
  hindsight: 'achteraf (grens)',
};

/** In two tables, for eighty columns are not enough for one. */
const SHOWN: readonly (readonly (readonly [title: string, measure: Measure, decimals: number])[])[] = [
  [
    ['huish. op tijd %', 'householdsInTime', 1],
    ['personen op tijd %', 'personsInTime', 1],
    ['huishoudens', 'householdsHoused', 0],
    ['personen', 'personsHoused', 0],
    ['te laat aan eind', 'overdueAtEnd', 0],
  ],
  [
    ['wacht gem.', 'meanWait', 1],
    ['mediaan', 'medianWait', 1],
    ['dagen leeg', 'daysVacant', 1],
    ['verloren', 'dwellingsLost', 0],
    ['over de grens', 'moves', 0],
    ['saldo pers. max', 'personsApartMost', 1],
    ['som', 'personsApartSum', 0],
  ],
];

function textFor({ rules, seeds, policies }: SimulationDocument): string {
  const last = seeds.at(-1) ?? 0;
  const intro = `${seeds.length} × ${rules.days} dagen (zaad ${seeds[0] ?? 0} t/m ${last}), ${rules.dwellings} woningen per half jaar. Gemiddelde ± 95%-interval.`;
  const less = policies.filter(({ lessLocal }) => lessLocal !== null);
  const tables = SHOWN.map((columns) => tableOf(columns, policies, ({ measures }) => measures, ''));
  const differences = SHOWN.map((columns) => tableOf(columns, less, ({ lessLocal }) => lessLocal, '+'));
  return [
    intro,
    ...tables.flatMap((text) => ['', text]),
    ...(less.length === 0 ? [] : ['', 'Verschil met alleen eigen gemeente, per zaad vergeleken:']),
    ...(less.length === 0 ? [] : differences.flatMap((text) => ['', text])),
    '',
    'Op tijd: binnen 12 weken, van wie zijn hele termijn in het half jaar valt. De achteraf-grens is per maat de beste die denkbaar is, niet één plan.',
  ].join('\n');
}

function tableOf(
  columns: (typeof SHOWN)[number],
  policies: readonly PolicySummary[],
  of: (summary: PolicySummary) => PolicySummary['measures'] | null,
  plus: '' | '+',
): string {
  const rows = policies.map((summary) => [
    NAMES[summary.policy],
    ...columns.map(([, measure, decimals]) => estimateText(of(summary)?.[measure] ?? null, decimals, plus)),
  ]);
  return table(
    ['Beleid', ...columns.map(([title]) => title)],
    rows,
    columns.map((_, at) => at + 1),
  );
}

function estimateText(estimate: Estimate | null, decimals: number, plus: '' | '+'): string {
  if (estimate === null) return '–';
  const fixed = (value: number): string =>
    Math.abs(value).toLocaleString('nl-NL', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const sign = estimate.mean < 0 ? '−' : plus;
  const around = estimate.high === null ? '' : ` ±${fixed(estimate.high - estimate.mean)}`;
  return `${sign}${fixed(estimate.mean)}${around}`;
}
