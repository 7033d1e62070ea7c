import type { JsonObject } from '#libs/kernel';
import { median, round } from '../../bench/measure/statistics.js';

/** What one kind of disturbance did, over all times that it was done. */
export interface Line {
  readonly what: string;
  /** How often it was done. */
  readonly count: number;
  readonly lost: number;
  readonly doubled: number;
  readonly inverted: number;
  /** Whether the read models were what a fold of the store gives, every time. */
  readonly equal: boolean;
  /** Milliseconds until it worked again, of each time. */
  readonly recoveriesMs: readonly number[];
  /** Whether its recoveries are those of a kill, of which the median must be under the target. */
  readonly timed: boolean;
  /** What went wrong, in words. */
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

export interface Run {
  readonly at: string;
  readonly seed: number;
  readonly minutes: number;
  /** How often each disturbance was to be done. */
  readonly planned: Readonly<Record<string, number>>;
  readonly commands: {
    readonly acknowledged: number;
    /** By code of the refusal. */
    readonly refused: Readonly<Record<string, number>>;
    readonly sentAgain: number;
  };
  /** Positions in the store at the end. */
  readonly events: number;
  /** Frames that subscribers were shown. */
  readonly frames: number;
}

/** Runs added up: what `--add` keeps in its file. */
export interface Results {
  readonly suite: 'kafka';
  readonly runs: readonly Run[];
  readonly lines: readonly Line[];
}

/** Median recovery over all kills together, whoever was killed [quality.md §2]. */
const RECOVERY_TARGET_MS = 5_000;
/** More notes than these of one kind say nothing new. */
const MOST_NOTES = 10;

export function addUp(before: Results | null, now: Results): Results {
  if (before === null) return now;
  const names = [...new Set([...before.lines, ...now.lines].map(({ what }) => what))];
  return {
    suite: 'kafka',
    runs: [...before.runs, ...now.runs],
    lines: names.map((name) =>
      [before, now].flatMap(({ lines }) => lines.filter(({ what }) => what === name)).reduce(merge),
    ),
  };
}

const merge = (one: Line, other: Line): Line => ({
  what: one.what,
  count: one.count + other.count,
  lost: one.lost + other.lost,
  doubled: one.doubled + other.doubled,
  inverted: one.inverted + other.inverted,
  equal: one.equal && other.equal,
  recoveriesMs: [...one.recoveriesMs, ...other.recoveriesMs],
  timed: one.timed || other.timed,
  faults: [...one.faults, ...other.faults],
  notes: [...one.notes, ...other.notes].slice(-MOST_NOTES),
});

const holds = (line: Line): boolean =>
  line.lost === 0 && line.doubled === 0 && line.inverted === 0 && line.equal && line.faults.length === 0;

const recoveryOf = ({ recoveriesMs: all }: Line) =>
  all.length === 0 ? null : { median: round(median(all), 0), max: round(Math.max(...all), 0) };

/** Of all kills together; of one kind it is only told. Null where nothing was killed, or nothing came back: that is a fault of its line. */
function recoveryOfKills({ lines }: Results) {
  const all = lines.filter(({ timed }) => timed).flatMap(({ recoveriesMs }) => recoveriesMs);
  return all.length === 0
    ? null
    : { kills: all.length, medianMs: median(all), holds: median(all) < RECOVERY_TARGET_MS };
}

/** Whether everything was done as often as all runs together were to do it. */
const enough = ({ runs, lines }: Results): boolean => {
  const done = new Map(lines.map(({ what, count }) => [what, count]));
  const planned = new Map<string, number>();
  for (const run of runs) {
    for (const [what, count] of Object.entries(run.planned)) planned.set(what, (planned.get(what) ?? 0) + count);
  }
  return [...planned].every(([what, count]) => (done.get(what) ?? 0) >= count);
};

export function documentOf(results: Results): JsonObject {
  const lines = results.lines.map((line): JsonObject => {
    const { what, count, lost, doubled, inverted, equal, faults, notes } = line;
    const verdict = holds(line) ? 'holds' : 'BROKEN';
    return {
      ...{ what, count, lost, doubled, inverted, equal, recoveryMs: recoveryOf(line), verdict },
      ...(faults.length === 0 ? {} : { faults: [...faults] }),
      ...(notes.length === 0 ? {} : { notes: [...notes] }),
    };
  });
  const kills = recoveryOfKills(results);
  return {
    trust: 'kafka',
    met: results.lines.every(holds) && enough(results) && kills?.holds !== false,
    allDone: enough(results),
    recoveryOfKills:
      kills === null
        ? null
        : { kills: kills.kills, medianMs: round(kills.medianMs, 0), verdict: kills.holds ? 'holds' : 'BROKEN' },
    target: { lost: 0, doubled: 0, inverted: 0, equal: true, medianRecoveryMs: RECOVERY_TARGET_MS },
    lines,
    runs: results.runs.map((run) => ({
      ...run,
      planned: { ...run.planned },
      commands: { ...run.commands, refused: { ...run.commands.refused } },
    })),
  };
}

export function markdownOf(results: Results): string {
  const rows = results.lines.map((line) => {
    const { what, count, lost, doubled, inverted, equal } = line;
    const recovery = recoveryOf(line);
    const times = recovery === null ? '–' : `${recovery.median} / ${recovery.max}`;
    const verdict = holds(line) ? 'holds' : '**broken**';
    return `| ${what} | ${count} | ${lost} | ${doubled} | ${inverted} | ${equal ? 'yes' : '**no**'} | ${times} | ${verdict} |`;
  });
  const total = (of: (run: Run) => number): number => results.runs.reduce((sum, run) => sum + of(run), 0);
  const kills = recoveryOfKills(results);
  return `${[
    '# Kafka under harm',
    '',
    `${results.runs.length} runs of \`npm run trust -- kafka\`, ${total((run) => run.commands.acknowledged)} commands acknowledged, ` +
      `${total((run) => run.commands.sentAgain)} of them sent more than once, ${total((run) => run.frames)} states shown to subscribers. ` +
      'After each disturbance, under load: every acknowledged command is in the store exactly once, the store’s chain is whole, the topic holds every ' +
      'event in the order of its stream and nothing else, and each read model is what a fold of the store gives, at the end of all of the store.',
    '',
    '| Disturbance | Times | Lost | Doubled | Inverted | Read models equal | Recovery, ms: median / max | Verdict |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    ...(kills === null
      ? []
      : [
          '',
          `Median recovery over all ${kills.kills} kills: ${round(kills.medianMs, 0)} ms; to be under ${RECOVERY_TARGET_MS} ms: ` +
            `${kills.holds ? 'holds' : '**broken**'}. Per kind it is only told.`,
        ]),
    ...results.lines.flatMap(({ what, faults }) => faults.map((fault) => `\n- ${what}: ${fault}`)),
    '',
    '| Run | Seed | Minutes | Commands acknowledged | Refused | Sent again | Events in the store |',
    '|---|---|---|---|---|---|---|',
    ...results.runs.map(
      ({ at, seed, minutes, commands: { acknowledged, refused, sentAgain }, events }) =>
        `| ${at} | ${seed} | ${minutes} | ${acknowledged} | ${Object.values(refused).reduce((sum, count) => sum + count, 0)} | ${sentAgain} | ${events} |`,
    ),
  ].join('\n')}\n`;
}
