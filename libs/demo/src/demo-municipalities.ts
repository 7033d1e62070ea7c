import { packageFile, type MunicipalityCode } from '#libs/kernel';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';

export interface DemoMunicipality {
  readonly code: MunicipalityCode;
  readonly name: string;
  /** About how many people live there; a weight for dividing invented figures, never shown as a population. */
  readonly weight: number;
}

/** Inhabitants around 2022 in hundreds, from memory: good enough to divide by, too rough to publish. */
const WEIGHTS: Readonly<Record<string, number>> = {
  Amersfoort: 1585,
  Baarn: 250,
  Bunnik: 157,
  Bunschoten: 222,
  'De Bilt': 433,
  'De Ronde Venen': 450,
  Eemnes: 95,
  Houten: 504,
  IJsselstein: 337,
  Leusden: 312,
  Lopik: 147,
  Montfoort: 139,
  Nieuwegein: 646,
  Oudewater: 102,
  Renswoude: 56,
  Rhenen: 203,
  Soest: 470,
  'Stichtse Vecht': 652,
  Utrecht: 3619,
  'Utrechtse Heuvelrug': 498,
  Veenendaal: 676,
  Vijfheerenlanden: 595,
  'Wijk bij Duurstede': 241,
  Woerden: 527,
  Woudenberg: 140,
  Zeist: 660,
};

interface ReferenceRow {
  readonly code: MunicipalityCode;
  readonly name: string;
}

/** The 26 municipalities of the province of Utrecht, in the order of their names. */
export function demoMunicipalities(): readonly DemoMunicipality[] {
  const rows = parse<ReferenceRow>(readFileSync(packageFile('data/reference/municipalities-utrecht.csv'), 'utf8'), {
    columns: true,
  });
  return rows.map(({ code, name }) => {
    const weight = WEIGHTS[name];
    if (weight === undefined) throw new Error(`no weight for ${name}`);
    return { code, name, weight };
  });
}

/** Treden of 2022-2 and 2023-1 as the progress report prints them: `trede('Utrecht', '2023-1')`. */
export function tredenOfTheReport(): (municipality: string, period: string) => 1 | 2 {
  const rows = parse<{ municipality: string; period: string; trede: string }>(
    readFileSync(packageFile('data/reference/treden-utrecht-2022-2-2023-1.csv'), 'utf8'),
    { columns: true },
  );
  const byKey = new Map(rows.map((row) => [`${row.period}/${row.municipality}`, row.trede]));
  return (municipality, period) => {
    const trede = byKey.get(`${period}/${municipality}`);
    if (trede === undefined) throw new Error(`no trede for ${municipality} in ${period}`);
    return trede === '1' ? 1 : 2;
  };
}
