import type { Commanded, EventStore, RecordedEvent } from '#libs/event-store';
import {
  canonicalJson,
  dateOf,
  idFrom,
  ok,
  parseLocalDate,
  periodOf,
  startOf,
  type LocalDate,
  type Result,
} from '#libs/kernel';
import { AdoptPolicy, ProposePolicy, type PolicyReader } from '#libs/policy';
import { ImportAssessments } from '#libs/supervision';
import type { ImportedFile } from '#libs/tabular';
import { FIGURES_POLICY, figuresPolicy, ImportPublished, ImportRealisations, ImportTargets } from '#libs/taakstelling';
import type { DemoFile, DemoFileKind } from './demo-file.js';
import { demoFiles } from './demo-files.js';
import type { DemoClock } from './life/demo-clock.js';
import { beginningOf, demoLife } from './life/demo-life.js';
import type { DemoManager } from './life/demo-manager.js';
import { DEMO_IDENTITY, demoPerson } from './life/demo-people.js';
import type { DemoStep } from './life/demo-plan.js';
import { liveThrough } from './life/live-through.js';

const IMPORTS = {
  targets: ImportTargets,
  published: ImportPublished,
  realisations: ImportRealisations,
  assessments: ImportAssessments,
} as const satisfies Record<DemoFileKind, unknown>;

export interface LoadDemo {
  readonly store: EventStore;
  /** The bus through which a user's files go as well. */
  readonly commands: { execute(command: object): Promise<unknown> };
  readonly policies: PolicyReader;
  /** That of the store and of whoever carries out the commands. */
  readonly clock: DemoClock;
  /** Registered in the place of `Reactors` and `Deadlines` with whoever carries out the commands. */
  readonly manager: DemoManager;
  /** What the people of the demo did before a day; left out: `demoLife`. */
  readonly life?: (today: LocalDate) => readonly DemoStep[];
  readonly progress?: (text: string) => void;
}

/** `not-empty`: somebody's own data is there, so nothing was done. `complete`: all of the demo was there. */
export type DemoLoaded = 'loaded' | 'complete' | 'not-empty';

/** Known by its name, not by its text: a release that changes a byte of a demo file must not load it a second time. */
const commandIdOf = ({ name }: DemoFile): string => idFrom(canonicalJson(['demo', name]));

const isThere = async (store: EventStore, file: DemoFile): Promise<boolean> =>
  (await store.findCommand(DEMO_IDENTITY.actor, commandIdOf(file))) !== null;

/** The policy that the demo adopts comes before its files, and its name keeps the day: a later start reads it from there. */
const VERSION_PREFIX = 'demo-';

const proposalIdOf = (version: string): string => idFrom(`demo proposal ${version}`);
const adoptionIdOf = (version: string): string => idFrom(`demo policy ${version}`);

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

/**
 * Loads the demo into an empty store, through the same commands and imports as a user's: first the half-year in which its people lived and
 * swapped, under its own clock, then the files. Cut off half-way, it goes on where it stopped when called again, with the life and
 * the files of the day on which it began: those of a later day may contradict them. What is there is left alone, whatever a
 * release made of it since; where the last file is there, all is. Until the store has the demo, nobody else may work on it: the reactors of
 * a platform would answer at the present moment what the demo does in the past.
 */
export async function loadDemo(demo: LoadDemo): Promise<Result<DemoLoaded>> {
  const { store, clock } = demo;
  const began = await dayOfBeginning(demo);
  if (began === null && !(await isEmpty(store))) return ok('not-empty');
  const today = began ?? dateOf(clock.present());

  const files = demoFiles(today);
  const missing: DemoFile[] = [];
  for (const file of files) if (!(await isThere(store, file))) missing.push(file);
  if (!missing.some((file) => file === files.at(-1))) return ok('complete');

  if (began === null) {
    clock.set(beginningOf(today));
    const adopted = await adoptOwnAdministration({ ...demo, today });
    if (!adopted.ok) return adopted;
  }
  if (missing.length === files.length) {
    demo.progress?.('Demogegevens: huishoudens, woningen en uitwisselingen van het afgelopen half jaar');
    const steps = (demo.life ?? lifeOf)(today);
    await liveThrough({ ...demo, resumes: began !== null }, steps, clock.present());
  }
  clock.release();
  for (const file of missing) {
    demo.progress?.(`Demogegevens: ${file.name}`);
    const Import = IMPORTS[file.kind];
    const input = { name: file.name, bytes: new TextEncoder().encode(file.text), dryRun: false };
    const imported = (await demo.commands.execute(new Import(DEMO_IDENTITY, commandIdOf(file), input))) as Result<
      Commanded<ImportedFile>
    >;
    if (!imported.ok) return imported;
  }
  return ok('loaded');
}

const lifeOf = (today: LocalDate): readonly DemoStep[] => demoLife(today).steps;

/** The day on which loading began; null where it never did. */
async function dayOfBeginning({ store, policies }: LoadDemo): Promise<LocalDate | null> {
  const { actor } = demoPerson('supervisor-approver');
  for (const { version } of await policies.adopted(FIGURES_POLICY)) {
    const day = version.startsWith(VERSION_PREFIX) ? parseLocalDate(version.slice(VERSION_PREFIX.length)) : null;
    if (day?.ok === true && (await store.findCommand(actor, adoptionIdOf(version))) !== null) return day.value;
  }
  return null;
}

/**
 * From the current period on our own administration leads, so that what is recorded here counts at once. By two people of
 * the demo, as any policy.
 */
async function adoptOwnAdministration({
  commands,
  policies,
  today,
}: LoadDemo & { readonly today: LocalDate }): Promise<Result<unknown>> {
  const policy = FIGURES_POLICY;
  const version = `${VERSION_PREFIX}${today}`;
  const validFrom = startOf(periodOf(today));
  const inForce = await policies.inForce(policy, validFrom);
  if (inForce === null) throw new Error('the store was not seeded with a figures policy');
  const { leadingAdministration, ...content } = figuresPolicy.parse(inForce.content);
  const proposed = (await commands.execute(
    new ProposePolicy(demoPerson('supervisor'), proposalIdOf(version), {
      policy,
      version,
      validFrom,
      content: { ...content, leadingAdministration: { ...leadingAdministration, default: 'own' } },
      source: 'Verzonnen voor de demo',
    }),
  )) as Result<unknown>;
  if (!proposed.ok) return proposed;
  return (await commands.execute(
    new AdoptPolicy(demoPerson('supervisor-approver'), adoptionIdOf(version), { policy, version }),
  )) as Result<unknown>;
}
