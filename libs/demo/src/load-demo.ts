import type { Identity } from '#libs/access';
import type { Commanded, EventStore } from '#libs/event-store';
import { canonicalJson, idFrom, ok, periodOf, startOf, type LocalDate, type Result } from '#libs/kernel';
import { AdoptPolicy, type PolicyReader } from '#libs/policy';
import { ImportAssessments } from '#libs/supervision';
import type { ImportedFile } from '#libs/tabular';
import { FIGURES_POLICY, figuresPolicy, ImportPublished, ImportRealisations, ImportTargets } from '#libs/taakstelling';
import type { DemoFile, DemoFileKind } from './demo-file.js';
import { demoFiles } from './demo-files.js';

/** Who brings the demo in, so that the log says of every one of its events where it came from. */
export const DEMO_IDENTITY: Identity = { actor: 'system:demo', role: 'operator', organisation: null };

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
  readonly today: LocalDate;
  readonly progress?: (text: string) => void;
}

/** `not-empty`: somebody's own data is there, so nothing was done. `complete`: all of the demo was there. */
export type DemoLoaded = 'loaded' | 'complete' | 'not-empty';

/** The same file again is the same command, whenever and however often it comes. */
const commandIdOf = ({ kind, text }: DemoFile): string => idFrom(canonicalJson(['demo', kind, text]));

const isThere = async (store: EventStore, file: DemoFile | undefined): Promise<boolean> =>
  file !== undefined && (await store.findCommand(DEMO_IDENTITY.actor, commandIdOf(file))) !== null;

/** A new store holds the policy that ships with the software, and nothing else. */
async function isEmpty(store: EventStore): Promise<boolean> {
  const few = 50;
  const events = await store.readLog(0, few);
  return events.length < few && events.every(({ type }) => type === 'PolicyAdopted');
}

/**
 * Loads the demo into an empty store, through the same imports as a user's files. Cut off half-way, it goes on where it
 * stopped when called again, also on a later day: the first file says that it began, the last that it is done.
 */
export async function loadDemo(demo: LoadDemo): Promise<Result<DemoLoaded>> {
  const files = demoFiles(demo.today);
  if (await isThere(demo.store, files.at(-1))) return ok('complete');
  if (!(await isThere(demo.store, files[0])) && !(await isEmpty(demo.store))) return ok('not-empty');

  const adopted = await adoptOwnAdministration(demo);
  if (!adopted.ok) return adopted;
  for (const file of files) {
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

/** From the current period on our own administration leads, so that what is recorded here counts at once. */
async function adoptOwnAdministration({ commands, policies, today }: LoadDemo): Promise<Result<unknown>> {
  const now = periodOf(today);
  const version = `demo-${now}`;
  const versions = await policies.adopted(FIGURES_POLICY);
  if (versions.some((known) => known.version === version)) return ok(version);
  const inForce = await policies.inForce(FIGURES_POLICY, startOf(now));
  if (inForce === null) throw new Error('the store was not seeded with a figures policy');
  const content = figuresPolicy.parse(inForce.content);
  const input = {
    policy: FIGURES_POLICY,
    version,
    validFrom: startOf(now),
    validUntil: null,
    content: { ...content, leadingAdministration: { ...content.leadingAdministration, default: 'own' } },
    source: 'Verzonnen voor de demo',
    approvedBy: 'Verzonnen voor de demo',
    knownAt: null,
    expectedVersion: null,
  };
  return (await commands.execute(
    new AdoptPolicy(DEMO_IDENTITY, idFrom(`demo policy ${version}`), input),
  )) as Result<unknown>;
}
