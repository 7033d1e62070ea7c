import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the package has no package.json above this file');
    folder = parent;
  }
  return folder;
}

let root: string | undefined;

/** Where a file that ships with the package stands (`data/reference/…`), from the sources as well as from `dist`. */
export function packageFile(path: string): string {
  root ??= findRoot();
  return join(root, path);
}
