import { packageFile } from '#libs/kernel';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Platform, Refusal } from './platform-process.js';
import type { Shape } from './shape.js';
import { commandLineOn, storeFolder, type CommandLine, type StoreFolder } from './store-folder.js';

/** `report`: the provincial figures alone. `demo`: a fresh folder, into which the product loads the demo by itself. */
export type StoreName = 'report' | 'demo';

export interface Payload {
  readonly position: number | null;
  readonly refusal: Refusal | null;
}

interface FiguresAnswer {
  readonly figures: {
    readonly position: number;
    readonly taakstelling: number | null;
    readonly realised: number | null;
    readonly remarks: readonly string[];
    readonly closing: { readonly computed: number; readonly explained: number; readonly unexplained: number };
  };
}

type Variables = Readonly<Record<string, unknown>>;

/** The whole product in one shape, running on two stores. */
export interface Product {
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly platform: (of: StoreName) => Platform;
  /** The command line on the data folder of a store, while the product runs on it. */
  readonly store: (of: StoreName) => CommandLine;
  readonly figures: (of: StoreName, variables: Variables, token?: string) => Promise<FiguresAnswer['figures']>;
  /** Sends a mutation to the demo, as a supervisor of the province unless another person is named. */
  readonly mutate: (name: string, type: string, input: Variables, person?: string) => Promise<Payload>;
  /** For files of a test's own. */
  readonly folder: string;
}

const FIGURES = `query ($scope: Scope!, $period: Period!, $asOf: LocalDate, $basis: Basis, $knownAt: Instant,
    $administration: Administration, $position: Position, $atLeast: Position) {
  figures(scope: $scope, period: $period, asOf: $asOf, basis: $basis, knownAt: $knownAt,
      administration: $administration, position: $position, atLeast: $atLeast) {
    period scope basis asOf knownAt position taakstelling opening openingSource totalTask realised remaining
    percentOfTaakstelling percentOfTotalTask remarks
    closing { computed computedAtPublication lateCorrections published sumOfMunicipalitiesPublished explained unexplained }
    schedule { expectedShare status paceNeededPerMonth }
    forecast { atLastPeriodsRealisation atRunRate }
  } }`;

export function productIn(shape: Shape): Product {
  const folder = mkdtempSync(join(tmpdir(), `bovenlokaal-${shape.name}-`));
  chmodSync(folder, 0o711); // Passable for the server's user when we are root.
  const demo = commandLineOn(join(folder, 'store'));
  const platforms: Partial<Record<StoreName, Platform>> = {};
  let report: StoreFolder | undefined;

  const started = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('the product was not started');
    return part;
  };
  const platform = (of: StoreName): Platform => started(platforms[of]);

  return {
    folder,
    platform,
    store: (of) => (of === 'demo' ? demo : started(report)),

    start: async () => {
      report = await storeFolder();
      const imported = await report.run('import', 'published', packageFile('data/demo/published-province.csv'));
      if (imported.code !== 0) throw new Error(`the provincial figures were not imported: ${imported.stderr}`);
      platforms.report = await shape.start({ DATA_FOLDER: report.folder, DEMO: 'false' });
      platforms.demo = await shape.start({ DATA_FOLDER: join(folder, 'store'), DEMO: 'true' });
    },

    stop: async () => {
      await platforms.report?.stop();
      await platforms.demo?.stop();
      await demo.end();
      await report?.remove();
      rmSync(folder, { recursive: true, force: true });
    },

    figures: async (of, variables, token) => {
      const answer = await platform(of).graphql<FiguresAnswer>(FIGURES, variables, token);
      if (answer.data === undefined || answer.data === null) throw new Error(JSON.stringify(answer.errors));
      return answer.data.figures;
    },

    mutate: async (name, type, input, person = 'toezichthouder-utrecht') => {
      const answer = await platform('demo').graphql<Record<string, Payload>>(
        `mutation ($input: ${type}!) { ${name}(input: $input) { position refusal { code message path } } }`,
        { input: { commandId: randomUUID(), ...input } },
        platform('demo').token(person),
      );
      const payload = answer.data?.[name];
      if (payload === undefined) throw new Error(JSON.stringify(answer.errors));
      return payload;
    },
  };
}
