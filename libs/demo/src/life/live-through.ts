import type { EventStore } from '#libs/event-store';
import type { Instant, Result } from '#libs/kernel';
import type { DemoClock } from './demo-clock.js';
import type { DemoManager } from './demo-manager.js';
import type { DemoStep } from './demo-plan.js';

export interface Living {
  readonly store: EventStore;
  readonly commands: { execute(command: object): Promise<unknown> };
  readonly clock: DemoClock;
  /** What answers events and lets terms run out meanwhile. */
  readonly manager: DemoManager;
  /** Whether some of it may have been done by an earlier try. */
  readonly resumes: boolean;
}

/**
 * Does every step at its moment, in order, and lets happen in between what happens by itself. Cut off, it goes on where it stopped: what
 * was done is known by the id of its command. To be begun with the clock where it was cut off: what happened last may not have been answered
 * yet. Leaves the clock as it was set last.
 * @throws Error when a step is refused, which is a bug of ours
 */
export async function liveThrough(living: Living, steps: readonly DemoStep[], until: Instant): Promise<void> {
  const { store, clock, manager } = living;
  const left = living.resumes ? await undone(store, steps) : steps;
  for (const [moment, chains] of byMoment(left)) {
    await manager.until(moment, store, clock);
    clock.set(moment);
    await Promise.all(chains.map((chain) => carryOut(living, chain)));
  }
  await manager.until(until, store, clock);
  await manager.react(store);
}

/** Those steps that an earlier try did. */
export async function doneOf(store: EventStore, steps: readonly DemoStep[]): Promise<readonly DemoStep[]> {
  const known = await Promise.all(
    steps.map(({ command, commandId }) => store.findCommand(command.identity.actor, commandId)),
  );
  return steps.filter((_, i) => known[i] !== null);
}

async function undone(store: EventStore, steps: readonly DemoStep[]): Promise<readonly DemoStep[]> {
  const done = new Set(await doneOf(store, steps));
  return steps.filter((step) => !done.has(step));
}

/** In order of time; of one moment chain by chain. */
function byMoment(steps: readonly DemoStep[]): readonly (readonly [Instant, readonly (readonly DemoStep[])[]])[] {
  const moments = new Map<Instant, Map<string, DemoStep[]>>();
  for (const step of steps) {
    const chains = moments.get(step.at) ?? new Map<string, DemoStep[]>();
    moments.set(step.at, chains);
    const chain = chains.get(step.chain);
    if (chain === undefined) chains.set(step.chain, [step]);
    else chain.push(step);
  }
  return [...moments]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([moment, chains]) => [moment, [...chains.values()]] as const);
}

async function carryOut({ commands }: Living, chain: readonly DemoStep[]): Promise<void> {
  for (const { name, command } of chain) {
    const done = (await commands.execute(command)) as Result<unknown>;
    if (done.ok) continue;
    const why = done.refusals.map(({ code, message, path }) => `${code} ${path.join('.')}: ${message}`).join('; ');
    throw new Error(`the demo was refused a step, “${name}”: ${why}`);
  }
}
