import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { packageFile } from '#libs/kernel';

/** Installs the contenders beside the benchmark when they are not there yet; they are no dependencies of the product. */
export async function installContenders(progress: (text: string) => void): Promise<void> {
  const folder = packageFile('test/bench/contenders');
  if (existsSync(`${folder}/node_modules/@eventide/message-db/database`)) return;
  progress('installing the contenders');
  await new Promise<void>((resolve, reject) => {
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`npm ci ended with ${code}`))));
  });
}
