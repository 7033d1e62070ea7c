import { Tokens, demoPeople } from '#libs/access';
import { PROJECTIONS } from '#libs/composition';
import { StoreTailEventLog } from '#libs/event-log';
import type { RecordedEvent } from '#libs/event-store';
import { systemClock } from '#libs/kernel';
import { ProjectionHost } from '#libs/projections';
import { comparable, naiveFigures } from '../../../libs/taakstelling/src/read-model/testing/naive-fold-for-specs.js';
import { cli, jsonOf } from './cli-process.js';
import type { SettledCommand } from './history.js';
import type { TurnedProduct } from './turned-product.js';

/** Commands that did not have exactly the effect that was answered [quality.md §1, invariant 1]. */
export function wronglyDone(events: readonly RecordedEvent[], settled: readonly SettledCommand[]): readonly string[] {
  const byCommand = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const { commandId } = event.meta;
    byCommand.set(commandId, [...(byCommand.get(commandId) ?? []), event]);
  }
  return settled.flatMap(({ command: { mutation, input }, answer }) => {
    const stored = byCommand.get(input.commandId) ?? [];
    const what = `${mutation} ${input.commandId}`;
    if (answer.refusal !== null) return stored.length > 0 ? [`${what} was refused, and done all the same`] : [];
    if (new Set(stored.map(({ meta }) => meta.commit)).size > 1) return [`${what} was done twice`];
    // One that changed nothing is answered with the position that it looked at.
    const last = stored.at(-1)?.position ?? answer.position;
    return last === answer.position ? [] : [`${what} was answered ${answer.position}, and stands at ${last}`];
  });
}

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

/** Names of the read models that are not what the log gives when it is read from its first event. */
export async function unequalModels({ database: { pool }, store }: TurnedProduct): Promise<readonly string[]> {
  const log = new StoreTailEventLog(store);
  const host = new ProjectionHost({ pool, store, log, projections: PROJECTIONS });
  try {
    const unequal: string[] = [];
    for (const { name } of PROJECTIONS) if ((await host.check(name)).equal !== true) unequal.push(name);
    return unequal;
  } finally {
    await host.stop();
    await log.close();
  }
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
