import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = `insert into raw (id, stream, type, data) values (gen_random_uuid(), 'own' || :client_id, 'RealisationRecorded',
  '{"kind":"regular","municipality":"GM0344","note":"a remark of the length that people write about a realisation; the number of persons is what counts here","persons":1}');`;

/** Single-row inserts per second by pgbench where that is installed, else null: the limit without a JavaScript client. */
export async function pgbench(url: string, clients: number, seconds: number): Promise<number | null> {
  const folder = await mkdtemp(join(tmpdir(), 'bovenlokaal-pgbench-'));
  const script = join(folder, 'insert.sql');
  await writeFile(script, SCRIPT);
  try {
    const output = await run('pgbench', [
      '-n',
      '-M',
      'prepared',
      '-c',
      `${clients}`,
      '-j',
      '1',
      '-T',
      `${seconds}`,
      '-f',
      script,
      url,
    ]);
    const tps = /tps = ([\d.]+)/.exec(output ?? '')?.[1];
    return tps === undefined ? null : Number(tps);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', () => resolve(null));
    child.on('close', (code) => resolve(code === 0 ? output : null));
  });
}
