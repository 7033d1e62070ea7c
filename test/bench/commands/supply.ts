import { dwellingIdOf } from '#libs/dwellings';
import {
  addDays,
  isMunicipalityCode,
  packageFile,
  periodOf,
  type LocalDate,
  type MunicipalityCode,
} from '#libs/kernel';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readMunicipalities } from '../measure/municipalities.js';

/** A household that waits for its placement, and where it will live. */
export interface ToPlace {
  readonly household: string;
  readonly municipality: MunicipalityCode;
  readonly persons: number;
  /** Null: in housing that is not on offer here. */
  readonly dwelling: string | null;
  readonly note: string | null;
}

/** So many municipalities work at once: a province. */
const MUNICIPALITIES = 26;
const DAYS_COUPLED = 30;
/** One placement in so many comes with a note, which is sealed by the key of the household. */
const NOTED = 10;
/** Every other household moves into a dwelling on offer: then two streams change in one commit. */
const keyOf = (n: number): string | null => (n % 2 === 0 ? `W${n}` : null);

/**
 * Receives so many households, and offers a dwelling for every other, by the command line: as files, before anything is measured.
 * @param movedOn day on which they will be placed, some weeks after their koppeling
 */
export async function receiveHouseholds(
  folder: string,
  dataFolder: string,
  count: number,
  movedOn: LocalDate,
): Promise<ToPlace[]> {
  const coupledOn = addDays(movedOn, -DAYS_COUPLED);
  const municipalities = readMunicipalities().filter(isMunicipalityCode).slice(0, MUNICIPALITIES);
  const koppelingen = ['pseudonym,municipality,persons,permit_on,coupled_on,source'];
  const dwellings = ['key,municipality,bedrooms,min_persons,max_persons,access,rent,from,until,conditions'];
  const waiting: ToPlace[] = [];
  for (let n = 0; n < count; n++) {
    const municipality = municipalities[n % municipalities.length];
    if (municipality === undefined) throw new Error('there are no municipalities');
    const key = keyOf(Math.floor(n / municipalities.length));
    const household = `bench-h${n}`;
    const persons = 1 + (n % 4);
    koppelingen.push(`${household},${municipality},${persons},${coupledOn},${coupledOn},bench`);
    if (key !== null) dwellings.push(`${key},${municipality},3,1,5,stairs,,${coupledOn},,`);
    const dwelling = key === null ? null : dwellingIdOf(municipality, key);
    waiting.push({ household, municipality, persons, dwelling, note: n % NOTED === 0 ? 'sleutel overhandigd' : null });
  }
  // Without a taakstelling there are no figures to compare with.
  const targets = municipalities.map((code) => `${periodOf(movedOn)},${code},1000,${coupledOn},bench`);
  await importFile(folder, dataFolder, 'targets', ['period,municipality,persons,announced_on,source', ...targets]);
  await importFile(folder, dataFolder, 'koppelingen', koppelingen);
  await importFile(folder, dataFolder, 'dwellings', dwellings);
  return waiting;
}

async function importFile(folder: string, dataFolder: string, kind: string, lines: readonly string[]): Promise<void> {
  const path = join(folder, `${kind}.csv`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  const { DATABASE_URL: _, ...env } = process.env;
  const cli = packageFile('dist/bin/cli.js');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cli, 'import', kind, path, '--data', dataFolder, '--json'],
    { env },
  );
  const { added } = JSON.parse(stdout) as { readonly added: number };
  if (added !== lines.length - 1) throw new Error(`${added} of ${lines.length - 1} ${kind} were imported`);
}
