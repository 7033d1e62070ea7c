import { packageFile } from '#libs/kernel';
import { readFileSync } from 'node:fs';

/** CBS codes of all municipalities of the reference file. */
export const readMunicipalities = (): readonly string[] =>
  readFileSync(packageFile('data/reference/municipalities-nl-2023.csv'), 'utf8')
    .split('\n')
    .map((line) => line.split(',')[0] ?? '')
    .filter((code) => code.startsWith('GM'));
