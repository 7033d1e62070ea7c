import { PROJECTIONS } from '#libs/composition';
import { createPool } from '#libs/postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './api-client.js';
import { MOVED_SCOPE } from './commands.js';
import { readStates, shownKey, type FiguresState } from './figures-states.js';
import type { Trial } from './trial.js';

/** What takes in the log: each read model, and what follows from events. */
export interface Follower {
  readonly what: string;
  /** Null: it has none, as where it never began. */
  readonly position: number | null;
}

/** What takes in nothing for so long after the last command will not come to its end. */
const PATIENCE_MS = 60_000;
const REACTOR = 'publish-figures';
/** What everybody is shown of a scope, and the topic therefore has to hold. */
const SHOWN = ['taakstelling', 'opening', 'totalTask', 'realised', 'remaining'] as const;

/** Who does not stand where the store ends, in words. */
export const behind = (followers: readonly Follower[], head: number): readonly string[] =>
  followers
    .filter(({ position }) => position !== head)
    .map(({ what, position }) => `${what} stands at ${position ?? 'nothing'}, the store at ${head}`);

/** In what the last state on the topic differs from what somebody without a token is answered. A state of before may stand there when nothing changed since. */
export function differences(key: string, state: FiguresState | undefined, answer: FiguresState): readonly string[] {
  if (state === undefined) return [`the topic of figures has no ${key}`];
  const said = (of: FiguresState, field: string): string => JSON.stringify(of[field] ?? null);
  const differing = SHOWN.filter((field) => said(state, field) !== said(answer, field)).map((field) => {
    return `${field} ${said(state, field)} at ${state.position}, the API ${said(answer, field)} at ${answer.position}`;
  });
  const ahead = state.position > answer.position ? [`position ${state.position}, the API ${answer.position}`] : [];
  return [...differing, ...ahead].map((what) => `the topic of figures has ${key} with ${what}`);
}

/** Once nobody sends commands any more: waits until all stand where the store ends. Answers those that do not come there. */
export async function laggards(trial: Trial): Promise<readonly string[]> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await standing(trial).catch((error: unknown) => [(error as Error).message]);
    if (found.length === 0 || performance.now() > deadline) return found;
    await sleep(200);
  }
}

async function standing({ system }: Trial): Promise<readonly string[]> {
  const pool = createPool(system.launcher.databaseUrl(), 1);
  try {
    const { rows } = await pool.query<{ readonly kind: string; readonly name: string; readonly position: number }>(
      `select 'store' as kind, '' as name, coalesce(max(position), 0) as position from event
       union all select 'read model', name, position from projection where role = 'live'
       union all select 'reactor', name, position from reactor`,
    );
    const of = (kind: string, name: string): number | null =>
      rows.find((row) => row.kind === kind && row.name === name)?.position ?? null;
    const followers: readonly Follower[] = [
      ...PROJECTIONS.map(({ name }) => ({ what: `read model ${name}`, position: of('read model', name) })),
      { what: `reactor ${REACTOR}`, position: of('reactor', REACTOR) },
    ];
    return behind(followers, of('store', '') ?? 0);
  } finally {
    await pool.end();
  }
}

export interface Published {
  readonly faults: readonly string[];
  readonly note: string;
}

/** Once all stand where the store ends: holds the topic of figures against what the API answers to everybody. */
export async function published(trial: Trial): Promise<Published> {
  const { system, commands } = trial;
  const key = shownKey(trial);
  const { figures } = await ask<{ readonly figures: FiguresState }>(
    system.launcher.apis[0] ?? '',
    null,
    `query ($period: Period!) { figures(scope: "${MOVED_SCOPE}", period: $period) { position ${SHOWN.join(' ')} } }`,
    { period: commands.shownPeriod },
  );
  const reader = await readStates(system.settings);
  await reader.stop();
  const state = reader.of(key);
  const note = `the topic of figures has ${key} with ${String(state?.['realised'])} realised at position ${state?.position}`;
  return { faults: differences(key, state, figures), note };
}
