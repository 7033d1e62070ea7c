import type { EventStore, RecordedEvent } from '#libs/event-store';
import {
  canonicalJson,
  dateOf,
  idFrom,
  parseLocalDate,
  startOfDay,
  type Clock,
  type Instant,
  type LocalDate,
} from '#libs/kernel';
import type { PolicyReader } from '#libs/policy';
import { FIGURES_POLICY } from '#libs/taakstelling';
import { FIRST_DEMO_FILE, LAST_DEMO_FILE } from './demo-files.js';
import { beginningOf } from './life/demo-life.js';
import { DEMO_IDENTITY, demoPerson } from './life/demo-people.js';
import type { DemoStep } from './life/demo-plan.js';
import { doneOf } from './life/live-through.js';

/** How far a store is with its demo. */
export type DemoStanding =
  | { readonly is: 'complete' }
  /** Somebody's own data is there. */
  | { readonly is: 'not-empty' }
  /** `today`: the day on which it began or begins. `moment`: what the clock of the demo goes on from. */
  | { readonly is: 'empty'; readonly today: LocalDate; readonly moment: Instant }
  | { readonly is: 'cut-off'; readonly today: LocalDate; readonly moment: Instant }
  /** Only files are missing, which come in at the present. */
  | { readonly is: 'lived-through'; readonly today: LocalDate };

export interface DemoStore {
  readonly store: EventStore;
  readonly policies: PolicyReader;
  /** The real one. */
  readonly present: Clock;
  readonly life: (today: LocalDate) => readonly DemoStep[];
}

/** Known by its name, not by its text: a release that changes a byte of a demo file must not load it a second time. */
export const commandIdOf = (file: string): string => idFrom(canonicalJson(['demo', file]));

export const isThere = async (store: EventStore, file: string): Promise<boolean> =>
  (await store.findCommand(DEMO_IDENTITY.actor, commandIdOf(file))) !== null;

/** The policy that the demo adopts comes before all else of it, and its name keeps the day: a later start reads it from there. */
const VERSION_PREFIX = 'demo-';

export const versionOf = (today: LocalDate): string => `${VERSION_PREFIX}${today}`;
export const proposalIdOf = (version: string): string => idFrom(`demo proposal ${version}`);
export const adoptionIdOf = (version: string): string => idFrom(`demo policy ${version}`);

/** Asks for little where all is there, which is what nearly every start finds. */
export async function standingOf(of: DemoStore): Promise<DemoStanding> {
  const { store, present } = of;
  if (await isThere(store, LAST_DEMO_FILE)) return { is: 'complete' };
  const began = await beginningIn(of);
  if (began === null) {
    if (!(await isEmpty(store))) return { is: 'not-empty' };
    const today = dateOf(present.now());
    return { is: 'empty', today, moment: beginningOf(today) };
  }
  const { today, position } = began;
  if (await isThere(store, FIRST_DEMO_FILE)) return { is: 'lived-through', today };
  return { is: 'cut-off', today, moment: await reached(of, today, position) };
}

/** The day on which loading began, and the position of what it began with; null where it never did. */
async function beginningIn({
  store,
  policies,
}: DemoStore): Promise<{ readonly today: LocalDate; readonly position: number } | null> {
  const { actor } = demoPerson('supervisor-approver');
  for (const { version } of await policies.adopted(FIGURES_POLICY)) {
    const day = version.startsWith(VERSION_PREFIX) ? parseLocalDate(version.slice(VERSION_PREFIX.length)) : null;
    if (day?.ok !== true) continue;
    const adoption = await store.findCommand(actor, adoptionIdOf(version));
    if (adoption !== null) return { today: day.value, position: adoption.position };
  }
  return null;
}

/**
 * The moment of the demo at which it was cut off. What its last event brings about may not have been answered yet, and must be answered
 * then: at the present moment a settlement would come after the days on which its households moved in. Moments of recording say it, unless the
 * store held others that are later than the demo was; then the last step that was done says it.
 */
async function reached({ store, life }: DemoStore, today: LocalDate, beganAt: number): Promise<Instant> {
  const began = await recordedAt(store, beganAt);
  const last = await recordedAt(store, (await store.head()).position);
  if (last > began && last < startOfDay(today)) return last;
  const done = (await doneOf(store, life(today))).map(({ at }) => at);
  return done.reduce((latest, at) => (at > latest ? at : latest), beginningOf(today));
}

async function recordedAt(store: EventStore, position: number): Promise<Instant> {
  const [event] = await store.readLog(position - 1, 1);
  if (event === undefined) throw new RangeError(`the store has no event at ${position}`);
  return event.recordedAt;
}

/** By who sent which command: a version of this name can be proposed by anybody. */
const isProposalOfDemo = ({ type, data: { version }, meta }: RecordedEvent): boolean =>
  type === 'PolicyProposed' &&
  typeof version === 'string' &&
  meta.actor === demoPerson('supervisor').actor &&
  meta.commandId === proposalIdOf(version);

/** A new store holds the policy that ships with the software; perhaps a proposal of a demo that broke off before it was adopted. */
async function isEmpty(store: EventStore): Promise<boolean> {
  const few = 50;
  const events = await store.readLog(0, few);
  return events.length < few && events.every((event) => event.type === 'PolicyAdopted' || isProposalOfDemo(event));
}
