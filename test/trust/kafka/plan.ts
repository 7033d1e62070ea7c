import { brokerAway, kill, VICTIMS, type Disturbed, type Victim } from './faults.js';
import { projectorsComeAndGo, recordsTwice, topicWiped, zombieRelay } from './log-faults.js';
import type { Chance } from './seeded.js';
import type { Trial } from './trial.js';

/** Something that is done to the system while it works. */
export interface Disturbance {
  readonly what: string;
  /** Whether the time until it works again counts towards the target. */
  readonly timed: boolean;
  readonly run: (trial: Trial) => Promise<Disturbed>;
}

export const FAULTS = [
  'broker-down',
  'broker-deaf',
  'records-twice',
  'zombie-relay',
  'projectors-come-and-go',
  'topic-wiped',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface PlanOptions {
  /** How often each victim is killed. */
  readonly kills: number;
  readonly victims?: readonly Victim[];
  readonly faults?: readonly Fault[];
  /** How long the broker is away. */
  readonly outageMs?: number;
}

/** Each of the other faults is done once for so many kills of each victim. */
const KILLS_PER_FAULT = 10;
const OUTAGE_MS = 30_000;

/** All that will be done, in an order by chance: every victim as often as the others at any time, the other faults anywhere among them. */
export function plan(options: PlanOptions, chance: Chance): readonly Disturbance[] {
  const { kills, victims = VICTIMS, faults = FAULTS, outageMs = OUTAGE_MS } = options;
  const steps = Array.from({ length: kills }, () => chance.shuffled(victims))
    .flat()
    .map(killing);
  for (let times = Math.ceil(kills / KILLS_PER_FAULT); times > 0; times--) {
    for (const fault of faults) steps.splice(chance.below(steps.length + 1), 0, doing(fault, outageMs));
  }
  return steps;
}

const killing = (victim: Victim): Disturbance => ({
  what: `kill -9 of ${victim}`,
  timed: true,
  run: (trial) => kill(trial, victim),
});

function doing(fault: Fault, outageMs: number): Disturbance {
  const seconds = outageMs / 1000;
  switch (fault) {
    case 'broker-down':
      return { what: `broker down ${seconds} s`, timed: false, run: (trial) => brokerAway(trial, 'down', outageMs) };
    case 'broker-deaf':
      return { what: `broker deaf ${seconds} s`, timed: false, run: (trial) => brokerAway(trial, 'deaf', outageMs) };
    case 'records-twice':
      return { what: 'records delivered twice', timed: false, run: recordsTwice };
    case 'zombie-relay':
      return { what: 'zombie relay', timed: false, run: zombieRelay };
    case 'projectors-come-and-go':
      return { what: 'projectors added and removed', timed: false, run: projectorsComeAndGo };
    case 'topic-wiped':
      return { what: 'topic wiped', timed: false, run: topicWiped };
  }
}
