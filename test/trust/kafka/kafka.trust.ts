import { setTimeout as sleep } from 'node:timers/promises';
import { startSystem, type System } from '../../processes/system.js';
import { ask } from './api-client.js';
import { Checks } from './checks.js';
import { Commands, MOVED_PERIOD, type Share } from './commands.js';
import type { Disturbed } from './faults.js';
import { Load, type Sent } from './load.js';
import { plan, type Disturbance, type PlanOptions } from './plan.js';
import { addUp, type Line, type Results } from './report.js';
import { chance } from './seeded.js';
import { laggards, published } from './standing.js';
import { whole, type Trial } from './trial.js';
import { Watcher } from './watcher.js';

export interface KafkaTrustOptions extends PlanOptions {
  readonly seed: number;
  /** No new disturbance after this; the report says how many there were. */
  readonly minutes: number;
  readonly perSecond?: number;
  readonly progress: (text: string) => void;
  /** Hears what the processes log. */
  readonly onLog?: (text: string) => void;
}

/** Enough that every moment has commands under way, on a machine that also runs everything else. */
const PER_SECOND = 20;
/** Between two disturbances, so that the next one finds work in hand. */
const CALM_MS = { least: 300, more: 1_500 };
const SETTLE_MS = 60_000;

/** Does all that harm to the distributed shape under load, and holds what is there against what was promised. */
export async function runKafkaTrust(options: KafkaTrustOptions): Promise<Results> {
  const { seed, minutes, perSecond = PER_SECOND, progress } = options;
  const started = performance.now();
  const system = await startSystem({ DEMO: 'true' }, options.onLog);
  progress(`everything runs after ${seconds(started)} s`);
  try {
    const prepared = await prepare(system, seed, perSecond, progress);
    const { trial, checks, watchers } = prepared;
    const lines: Line[] = [];
    const note = (line: Line): void => {
      lines.push(line);
      const { what, recoveriesMs, faults, notes } = line;
      const story = [...recoveriesMs.map((ms) => `works again after ${Math.round(ms)} ms`), ...notes, ...faults];
      progress(`${seconds(started)} s: ${what}: ${story.join('; ') || 'as promised'}`);
    };
    trial.load.start();
    const planned = plan(options, trial.chance);
    for (const disturbance of planned) {
      if (performance.now() - started > minutes * 60_000) break;
      await sleep(CALM_MS.least + trial.chance.below(CALM_MS.more));
      const line = await disturb(trial, checks, disturbance);
      note(line);
      // What does not come back by itself would only be found broken again.
      if (line.recoveriesMs.length === 0) break;
    }
    const unanswered = await trial.load.stop(SETTLE_MS);
    note(await atTheEnd(checks, unanswered, trial));
    await Promise.all(watchers.map((watcher) => watcher.stop()));
    const { sent } = trial.load;
    const acknowledged = trial.load.acknowledged();
    const run = {
      at: new Date().toISOString(),
      seed,
      minutes: Math.round((performance.now() - started) / 60_000),
      planned: counts(planned.map(({ what }) => what)),
      commands: {
        acknowledged: acknowledged.length,
        refused: refusals(sent),
        sentAgain: sent.filter(({ attempts }) => attempts > 1).length,
      },
      events: checks.head,
      frames: watchers.reduce((sum, { frames }) => sum + frames, 0),
    };
    // Lines of one kind become one.
    return lines
      .map((line): Results => ({ suite: 'kafka', runs: [], lines: [line] }))
      .reduce<Results>(addUp, { suite: 'kafka', runs: [run], lines: [] });
  } finally {
    await system.stop();
  }
}

interface Prepared {
  readonly trial: Trial;
  readonly checks: Checks;
  readonly watchers: readonly Watcher[];
}

async function prepare(
  system: System,
  seed: number,
  perSecond: number,
  progress: (text: string) => void,
): Promise<Prepared> {
  const { apis, token } = system.launcher;
  const { figures, shares } = await ask<{
    readonly figures: { readonly taakstelling: number };
    readonly shares: readonly { readonly scope: string; readonly taakstelling: number }[];
  }>(
    apis[0] ?? '',
    token('toezichthouder-utrecht'),
    `query ($period: Period!) { figures(scope: "PV26", period: $period) { taakstelling }
       shares: figuresPerMunicipality(scope: "PV26", period: $period) { scope taakstelling } }`,
    { period: MOVED_PERIOD },
  );
  const [one, other] = shares.map(({ scope, taakstelling }): Share => ({ municipality: scope, persons: taakstelling }));
  if (one === undefined || other === undefined) throw new Error('the demo has no two municipalities');
  const random = chance(seed);
  const commands = new Commands(seed, random, [one, other]);
  const load = new Load({ apis, token, commands, perSecond });
  const names = system.launcher.processes().map(({ name }) => name);
  const trial: Trial = { system, names, load, commands, chance: random, token, progress };
  const watchers = apis.map((url) => new Watcher(url, figures.taakstelling));
  const checks = new Checks(trial, watchers);
  await checks.begin();
  return { trial, checks, watchers };
}

async function disturb(trial: Trial, checks: Checks, { what, timed, run }: Disturbance): Promise<Line> {
  const faults: string[] = [];
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      faults.push((error as Error).message);
      return null;
    }
  };
  const disturbed: Disturbed | null = await attempt(() => run(trial));
  if (disturbed?.recoveryMs === null) faults.push('it did not work again');
  if (disturbed?.fault !== undefined) faults.push(disturbed.fault);
  await attempt(() => whole(trial));
  const found = await attempt(() => checks.check());
  const recoveryMs = disturbed?.recoveryMs ?? null;
  return {
    what,
    count: 1,
    lost: found?.lost ?? 0,
    doubled: found?.doubled ?? 0,
    inverted: found?.inverted ?? 0,
    // What could not be compared was not found equal.
    equal: found?.equal ?? false,
    recoveriesMs: recoveryMs === null ? [] : [recoveryMs],
    timed,
    faults: [...faults, ...(found?.faults ?? [])],
    notes: disturbed?.note === undefined ? [] : [disturbed.note],
  };
}

async function atTheEnd(checks: Checks, unanswered: number, trial: Trial): Promise<Line> {
  // Read models are compared at the position where each stands: that says something of all events only where that is the last.
  const late = await laggards(trial);
  const calm = { what: 'at the end', timed: false, run: () => Promise.resolve({ recoveryMs: 0 }) };
  const line = await disturb(trial, checks, calm);
  const figures = await published(trial).catch((error: unknown) => ({ faults: [(error as Error).message], note: '' }));
  const refused = trial.load.sent.filter(({ command, outcome }) => {
    // Two commands on one stream may meet, and then one of them must decide again.
    return command.events > 0 && outcome?.kind === 'refused' && outcome.code !== 'VERSION_CONFLICT';
  });
  const faults = [
    ...late,
    ...figures.faults,
    ...(unanswered === 0 ? [] : [`${unanswered} commands never got an answer`]),
    ...(refused.length === 0 ? [] : [`good commands were refused: ${JSON.stringify(refusals(refused))}`]),
  ];
  const notes = figures.note === '' ? line.notes : [...line.notes, figures.note];
  return { ...line, recoveriesMs: [], faults: [...line.faults, ...faults], notes };
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(0);

/** How many commands were refused, by code. */
const refusals = (sent: readonly Sent[]): Readonly<Record<string, number>> =>
  counts(sent.flatMap(({ outcome }) => (outcome?.kind === 'refused' ? [outcome.code] : [])));

/** How often each word stands there. */
function counts(words: readonly string[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const word of words) found[word] = (found[word] ?? 0) + 1;
  return found;
}
