import { packageFile } from '#libs/kernel';
import { generateInstance, match, readInstance, type Scale } from '#libs/matching';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-match-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function instance(scale: Scale) {
  const document = generateInstance({ scale, seed: 5 });
  const path = join(folder, `${scale}.json`);
  writeFileSync(path, JSON.stringify(document));
  return { document, path };
}

/** Says so on stderr when a thread is made. */
const TELL_THREADS = `data:text/javascript,process.on('worker',()=>process.stderr.write('a thread\\n'))`;

/** The built `match`; `hears` gets what stands on stderr so far. */
async function matched(path: string, hears: (stderr: string, kill: () => void) => void = () => undefined) {
  const args = ['--import', TELL_THREADS, packageFile('dist/bin/cli.js'), 'match', path, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
    hears(stderr, () => child.kill('SIGINT'));
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...how) => resolve(how));
  });
  return { code, signal, stdout, stderr };
}

test('given the built program, when it matches, then in a thread of its own, and to the byte as it is done in this one', async () => {
  const { document, path } = instance('thin');
  const problem = readInstance(document);
  const here = problem.ok ? await match(problem.value) : problem;
  const { code, stdout, stderr } = await matched(path);
  expect(stderr.match(/a thread/g)).toHaveLength(1);
  expect(code).toBe(0);
  expect(here.ok && `${JSON.stringify(here.value)}\n`).toBe(stdout);
});

test('given a province at work, when Ctrl-C is pressed, then the program ends by it and tells no plan', async () => {
  const { path } = instance('province');
  const { signal, stdout, stderr } = await matched(path, (told, kill) => {
    if (told.includes('gelezen in')) kill();
  });
  expect(signal).toBe('SIGINT');
  expect(stdout).toBe('');
  expect(stderr).not.toContain('opgelost');
});
