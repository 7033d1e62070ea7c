import { packageFile } from '#libs/kernel';
import { readFile, writeFile } from 'node:fs/promises';
import 'reflect-metadata';
import { printApiSchema } from './print-api-schema.js';

/** Writes `schema.gql`; with `--check` compares it, and fails when the code has another schema. */
const path = packageFile('schema.gql');
const schema = await printApiSchema();

if (process.argv.includes('--check')) {
  const committed = await readFile(path, 'utf8').catch(() => '');
  if (committed !== schema) {
    process.stderr.write('schema.gql is not the schema of the code: npm run schema\n');
    process.exitCode = 1;
  }
} else {
  await writeFile(path, schema);
  process.stderr.write('schema.gql written\n');
}
