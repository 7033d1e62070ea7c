import { packageFile } from '#libs/kernel';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import 'reflect-metadata';
import { printApiSchema } from './print-api-schema.js';
import { printEventFiles, type PrintedFile } from './print-event-files.js';

/** Writes `schema.gql`, `asyncapi.yaml` and what else follows from the code; with `--check` compares, and fails on another text. */
const isCheck = process.argv.includes('--check');

async function follow({ path, content }: PrintedFile): Promise<void> {
  const file = packageFile(path);
  const committed = await readFile(file, 'utf8').catch(() => null);
  if (committed === content) return;
  if (isCheck) {
    process.stderr.write(`${path} is not what the code says: npm run schema\n`);
    process.exitCode = 1;
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  process.stderr.write(`${path} written\n`);
}

try {
  const files = [{ path: 'schema.gql', content: await printApiSchema() }, ...printEventFiles()];
  for (const file of files) await follow(file);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
