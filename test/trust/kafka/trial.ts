import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../processes/broker.js';
import type { ServiceProcess } from '../../processes/distributed.js';
import type { System } from '../../processes/system.js';
import { ask } from './api-client.js';
import { MOVED_PERIOD, MOVED_SCOPE, type Command, type Commands } from './commands.js';
import type { Load } from './load.js';
import type { Chance } from './seeded.js';

/** What a disturbance has to work with. */
export interface Trial {
  readonly system: System;
  /** Names of all processes of the product, as they were started. */
  readonly names: readonly string[];
  readonly load: Load;
  readonly commands: Commands;
  readonly chance: Chance;
  readonly token: (person: string) => string;
  readonly progress: (text: string) => void;
}

/** After this long without working again, it does not recover. */
const RECOVERY_PATIENCE_MS = 120_000;
const POSITION = `query ($period: Period!, $atLeast: Position!) {
  figures(scope: "${MOVED_SCOPE}", period: $period, atLeast: $atLeast) { position }
}`;

/** Whether the effect of a command is there: it was acknowledged by this API, at this position. */
export type Seen = (position: number, by: string) => boolean | Promise<boolean>;

/** By what it is known that it works. */
export interface Proof {
  readonly command?: Command;
  readonly seen?: Seen;
}

/**
 * Milliseconds from `since` until a command that was sent after it is acknowledged by one API and its effect is seen: through another, where nothing else is
 * said. Null when that does not come.
 */
export async function recovery(
  trial: Trial,
  since: number,
  { command = trial.commands.recording(), seen = throughAnother(trial) }: Proof = {},
): Promise<number | null> {
  const deadline = since + RECOVERY_PATIENCE_MS;
  const sent = await Promise.race([trial.load.send(command), sleep(RECOVERY_PATIENCE_MS, null, { ref: false })]);
  if (sent?.outcome?.kind !== 'acknowledged') return null;
  const { by, position } = sent.outcome;
  while (performance.now() < deadline) {
    if (await seen(position, by)) return performance.now() - since;
    await sleep(50);
  }
  return null;
}

function throughAnother({ system, token }: Trial): Seen {
  return async (position, by) => {
    const other = system.launcher.apis.find((url) => url !== by) ?? by;
    const answer = await ask<{ readonly figures: { readonly position: number } }>(
      other,
      token('toezichthouder-utrecht'),
      POSITION,
      { period: MOVED_PERIOD, atLeast: position },
    ).catch(() => null);
    return answer !== null && answer.figures.position >= position;
  };
}

/** The processes of a service that live now. */
export const living = ({ system }: Trial, service: string): readonly ServiceProcess[] =>
  system.launcher.processes().filter((each) => each.service === service && isAlive(each.pid));

const healthy = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(3_000) }).then(
    (response) => response.ok,
    () => false,
  );

/** Waits until every process is there again and says that it is ready. @throws with the names of those that are not. */
export async function whole(trial: Trial): Promise<void> {
  const deadline = performance.now() + RECOVERY_PATIENCE_MS;
  for (;;) {
    const there = new Map(trial.system.launcher.processes().map((each) => [each.name, each]));
    const ready = await Promise.all(
      trial.names.map(async (name) => {
        const found = there.get(name);
        if (found === undefined || !isAlive(found.pid)) return false;
        return found.health === undefined || (await healthy(found.health));
      }),
    );
    if (ready.every(Boolean) && trial.system.broker.pid() !== null) return;
    if (performance.now() > deadline) {
      const absent = trial.names.filter((_, n) => ready[n] !== true);
      throw new Error(`not ready again after ${RECOVERY_PATIENCE_MS / 1000} s: ${absent.join(', ')}`);
    }
    await sleep(50);
  }
}
