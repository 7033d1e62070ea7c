import { packageFile } from '#libs/kernel';
import { readFileSync } from 'node:fs';
import { kilometresBetween, pointOf } from '../compatibility/distance.js';
import type { Place } from '../compatibility/housing.js';

/** A municipality as the generator knows it. */
export interface Town extends Place {
  readonly code: string;
  readonly province: string;
  /** Thousands, rounded: what its share of households and dwellings goes by. */
  readonly inhabitants: number;
}

/** CBS codes, provinces and centres on 1 January 2023. */
const REFERENCE = 'data/reference/municipalities-nl-2023.csv';

/** Thousands of inhabitants of the cities, rounded (CBS, 1 January 2023). */
const CITIES: Readonly<Record<string, number>> = {
  ...{ GM0363: 918, GM0599: 664, GM0518: 563, GM0344: 368, GM0772: 243, GM0014: 239, GM0855: 228, GM0034: 222 },
  ...{ GM0758: 187, GM0268: 183, GM0200: 167, GM0202: 167, GM0392: 166, GM0394: 162, GM0307: 160, GM0153: 161 },
  ...{ GM0479: 160, GM0796: 159, GM0193: 132, GM0546: 128, GM0080: 127, GM0637: 127, GM0505: 122, GM0935: 122 },
  ...{ GM0228: 122, GM0484: 114, GM0361: 112, GM0503: 107, GM0150: 103, GM0995: 84, GM0794: 95, GM0402: 93 },
  ...{ GM0355: 67, GM0345: 69, GM0356: 66 },
};
/** Of the others: their mean. */
const TOWN = 34;

export const isCity = ({ inhabitants }: Town): boolean => inhabitants > TOWN;

/** Not one between quotes. */
const COMMA = /,(?=(?:[^"]*"[^"]*")*[^"]*$)/;

/** The municipalities of the country. */
export function towns(): readonly Town[] {
  const [header = '', ...lines] = readFileSync(packageFile(REFERENCE), 'utf8').trim().split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(COMMA);
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? '';
    const code = cell('code');
    const place = { lat: Number(cell('lat')), lon: Number(cell('lon')) };
    return { code, province: cell('province_code'), ...place, inhabitants: CITIES[code] ?? TOWN };
  });
}

/** By index the indices of the towns within so many kilometres, itself first. */
export function neighbours(all: readonly Town[], maxKm: number): readonly (readonly number[])[] {
  const points = all.map(pointOf);
  return points.map((here, i) => {
    const near = points.flatMap((there, j) => (j !== i && kilometresBetween(here, there) <= maxKm ? [j] : []));
    return [i, ...near];
  });
}
