import { Tokens, demoPeople } from '#libs/access';
import type { RecordedEvent } from '#libs/event-store';
import { systemClock } from '#libs/kernel';
import { comparable, naiveFigures } from '../../../libs/taakstelling/src/read-model/testing/naive-fold-for-specs.js';
import { cli, jsonOf } from './cli-process.js';
import type { TurnedProduct } from './turned-product.js';

const FIGURES = `query ($scope: Scope!, $period: Period!, $asOf: LocalDate, $position: Position) {
  figures(scope: $scope, period: $period, asOf: $asOf, position: $position) {
    basis taakstelling opening openingSource totalTask realised remaining percentOfTaakstelling percentOfTotalTask
    closing { computed computedAtPublication lateCorrections published explained unexplained sumOfMunicipalitiesPublished }
    forecast { atLastPeriodsRealisation atRunRate withoutOneOffs { atRunRate } }
    policy { figures } koppelBalance { persons personsWithoutExchanges } } }`;

/** Figures as the API tells them, and as a plain fold of the log does [invariant 3]. */
export async function figuresTwice(
  product: TurnedProduct,
  log: readonly RecordedEvent[],
  municipalities: readonly string[],
  questions: readonly { readonly scope: string; readonly period: string; readonly asOf: string }[],
): Promise<readonly { readonly told: unknown; readonly folded: unknown }[]> {
  const position = log.at(-1)?.position ?? 0;
  return Promise.all(
    questions.map(async (question) => {
      const { figures } = await product.ask<{ figures: Parameters<typeof comparable>[0] }>(
        'toezichthouder-utrecht',
        FIGURES,
        {
          ...question,
          position,
        },
      );
      const folded = naiveFigures(log, {
        ...question,
        municipalities: question.scope.startsWith('GM') ? [question.scope] : municipalities,
        knownAt: null,
        position,
        administration: null,
        basis: null,
      });
      return { told: { ...question, ...comparable(figures) }, folded: { ...question, ...folded } };
    }),
  );
}

/** What `verify` of the command line says of the store. */
export async function verified({ database, keyFolder }: TurnedProduct): Promise<unknown> {
  const auditor = demoPeople().find(({ role }) => role === 'auditor');
  if (auditor === undefined) throw new Error('there is no auditor');
  // By the machine's own clock: the command line knows no other.
  const token = await (await Tokens.inFolder(keyFolder, systemClock)).issueToken(auditor, 3_600);
  const env = { DATABASE_URL: database.url, DATA_FOLDER: keyFolder, BOVENLOKAAL_TOKEN: token };
  return jsonOf(await cli(['verify', '--json'], env));
}
