import { ImportDwellings } from '#libs/dwellings';
import type { Commanded } from '#libs/event-store';
import { ok, type JsonValue, type Result } from '#libs/kernel';
import { ImportAssessments } from '#libs/supervision';
import { readDataFile, type ImportedFile } from '#libs/tabular';
import { ImportKoppelingen, type DeclaredWhole } from '#libs/koppeling';
import { ImportPopulations, ImportPublished, ImportRealisations, ImportTargets } from '#libs/taakstelling';
import { CommandBus } from '@nestjs/cqrs';
import type { ImportKind, ImportOptions } from '../options.js';
import { caughtUp, whenOk, withStore } from '../store-session.js';
import { EXIT, tellRefused, type ExitCode, type Terminal } from '../terminal.js';
import { number } from '../text-table.js';

const COMMANDS = {
  targets: ImportTargets,
  published: ImportPublished,
  populations: ImportPopulations,
  realisations: ImportRealisations,
  assessments: ImportAssessments,
  koppelingen: ImportKoppelingen,
  dwellings: ImportDwellings,
} as const satisfies Record<ImportKind, unknown>;

/** Brings a file in, whole or not at all. The file is read before the store is opened: a wrong path costs no server. */
export async function importFile(
  to: Terminal,
  options: ImportOptions,
  kind: ImportKind,
  path: string,
  whole: DeclaredWhole | null,
): Promise<ExitCode> {
  const dryRun = options.dryRun === true;
  return whenOk(to, await readDataFile(path), (file) =>
    withStore(to, options, async (session) => {
      const { app, identity } = session;
      // Whom a list leaves out is asked of a read model, which nobody else may be keeping up.
      const known = whole === null ? ok(0) : await caughtUp(session);
      if (!known.ok) return tellRefused(to, known.refusals);
      to.progress(`${file.name}: ${number(file.bytes.length)} bytes gelezen`);
      const Import = COMMANDS[kind];
      // Without an id of its own the command is known by its content: the same file again is the same command.
      const command = new Import(identity, null, { ...file, dryRun, whole });
      const imported: Result<Commanded<ImportedFile>> = await app.get(CommandBus).execute(command);
      return whenOk(to, imported, ({ position, result }) => {
        to.answer({ ...result, position }, () => describe(result));
        return EXIT.done;
      });
    }),
  );
}

function describe(imported: ImportedFile): string {
  const { rows, added, unchanged, dryRun, warnings = [], differences = [], leftOut } = imported;
  const { differencesTotal = differences.length } = imported;
  const said = `${number(rows)} ${rows === 1 ? 'rij' : 'rijen'} gelezen: ${number(added)} nieuw, ${number(unchanged)} al bekend`;
  return [
    dryRun ? `${said}. Proef: er is niets opgeslagen.` : `${said}.`,
    ...warnings.map(({ message }) => `Let op, ${message}`),
    ...(leftOut === undefined ? [] : [`${number(leftOut)} van ons staan er niet op.`]),
    ...differences.map(({ row = null, household, field, ours, theirs }) =>
      row === null
        ? `Verschil, ${shown(household)}: hier gekoppeld aan ${shown(ours)}, niet in het bestand`
        : `Verschil, rij ${shown(row)}, ${shown(household)}: ${shown(field)} is hier ${shown(ours)}, in het bestand ${shown(theirs)}`,
    ),
    ...(differencesTotal > differences.length
      ? [`Verschillen: ${number(differencesTotal)}, waarvan hier de eerste ${number(differences.length)} staan.`]
      : []),
  ].join('\n');
}

const shown = (value: JsonValue = null): string =>
  value === null ? 'niet bekend' : typeof value === 'string' ? value : JSON.stringify(value);
