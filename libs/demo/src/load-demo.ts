import type { Commanded, EventStore } from '#libs/event-store';
import { ok, periodOf, startOf, type LocalDate, type Result } from '#libs/kernel';
import { AdoptPolicy, ProposePolicy, type PolicyReader } from '#libs/policy';
import { ImportAssessments } from '#libs/supervision';
import type { ImportedFile } from '#libs/tabular';
import { FIGURES_POLICY, figuresPolicy, ImportPublished, ImportRealisations, ImportTargets } from '#libs/taakstelling';
import type { DemoFileKind } from './demo-file.js';
import { demoFiles } from './demo-files.js';
import type { DemoClock } from './life/demo-clock.js';
import { demoLife } from './life/demo-life.js';
import type { DemoManager } from './life/demo-manager.js';
import { DEMO_IDENTITY, demoPerson } from './life/demo-people.js';
import type { DemoStep } from './life/demo-plan.js';
import { liveThrough } from './life/live-through.js';
import { adoptionIdOf, commandIdOf, isThere, proposalIdOf, standingOf, versionOf } from './standing.js';

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
  /** Stores what any store begins with, unless it is there; left out: the store has it. */
  readonly seed?: () => Promise<void>;
  /** What the people of the demo did before a day; left out: `demoLife`. */
  readonly life?: (today: LocalDate) => readonly DemoStep[];
  readonly progress?: (text: string) => void;
}

/** `not-empty`: somebody's own data is there, so nothing was done. `complete`: all of the demo was there. */
export type DemoLoaded = 'loaded' | 'complete' | 'not-empty';

const lifeOf = (today: LocalDate): readonly DemoStep[] => demoLife(today).steps;

/**
 * Loads the demo into an empty store, through the same commands and imports as a user's: first the half-year in which its people lived and
 * swapped, under its own clock, then the files. Cut off half-way, it goes on where and when it stopped when called again, with the life and
 * the files of the day on which it began: those of a later day may contradict them. What is there is left alone, whatever a
 * release made of it since; where the last file is there, all is. Until the store has the demo, nobody else may work on it: the reactors of
 * a platform would answer at the present moment what the demo does in the past. What was recorded at the present all the same stays as it is, and since
 * moments of recording never run backwards, what the demo records after it has that moment too; its days are those of the demo.
 */
export async function loadDemo(demo: LoadDemo): Promise<Result<DemoLoaded>> {
  const { store, policies, clock, life = lifeOf } = demo;
  clock.release();
  const standing = await standingOf({ store, policies, present: { now: () => clock.present() }, life });
  if (standing.is === 'empty' || standing.is === 'cut-off') clock.set(standing.moment);
  await demo.seed?.();
  if (standing.is === 'complete' || standing.is === 'not-empty') return ok(standing.is);

  const { today } = standing;
  if (standing.is === 'empty') {
    const adopted = await adoptOwnAdministration({ ...demo, today });
    if (!adopted.ok) return adopted;
  }
  if (standing.is !== 'lived-through') {
    demo.progress?.('Demogegevens: huishoudens, woningen en uitwisselingen van het afgelopen half jaar');
    await liveThrough({ ...demo, resumes: standing.is === 'cut-off' }, life(today), clock.present());
  }
  clock.release();
  return importFiles(demo, today);
}

/** Those that are not there yet. */
async function importFiles({ store, commands, progress }: LoadDemo, today: LocalDate): Promise<Result<DemoLoaded>> {
  for (const { kind, name, text } of demoFiles(today)) {
    if (await isThere(store, name)) continue;
    progress?.(`Demogegevens: ${name}`);
    const input = { name, bytes: new TextEncoder().encode(text), dryRun: false };
    const imported = (await commands.execute(new IMPORTS[kind](DEMO_IDENTITY, commandIdOf(name), input))) as Result<
      Commanded<ImportedFile>
    >;
    if (!imported.ok) return imported;
  }
  return ok('loaded');
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
  const version = versionOf(today);
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
