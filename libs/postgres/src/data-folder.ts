import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EmbeddedPostgresError } from './embedded-error.js';
import { isAlive, processIdentity } from './process-identity.js';
import { canReach, type ServerUser } from './server-user.js';

export const DEFAULT_FOLDER = '.bovenlokaal';
/** Outlives a reboot, unlike the folder for temporary files of most systems. */
const ELSEWHERE = '/var/tmp';
const MARKER = 'bovenlokaal.json';

/**
 * The folder that will really be used: the one asked for, or, where the server's user cannot get to it (a checkout in a closed
 * home, run as root), one elsewhere with a name that follows from the path asked for.
 */
export function chooseFolder(wanted: string, user: ServerUser | null): string {
  const path = resolve(wanted);
  // The folder itself may still have to be made, or is ours to open up: what counts is the way to it.
  if (user === null || canReach(user, resolve(path, '..', 'x'))) return path;
  return join(ELSEWHERE, `bovenlokaal-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`);
}

/** Makes the folder, or checks that it is one of ours. Touches nothing in a folder that is not. */
export function prepareFolder(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  const stat = statSync(folder);
  if (!stat.isDirectory()) {
    throw new EmbeddedPostgresError('FOLDER_FOREIGN', `${folder} is een bestand, geen map. Kies een andere map.`);
  }
  const uid = process.getuid?.();
  if (uid !== undefined && stat.uid !== uid) {
    throw new EmbeddedPostgresError(
      'FOLDER_NOT_OURS',
      `De map ${folder} is van een andere gebruiker (uid ${stat.uid}). Start als die gebruiker, of kies een andere map.`,
    );
  }
  // One look for both: the marker comes first into a folder, and another process may be putting it there right now.
  const held = readdirSync(folder);
  if (!held.includes(MARKER)) {
    if (held.length > 0) {
      throw new EmbeddedPostgresError(
        'FOLDER_FOREIGN',
        `De map ${folder} is niet leeg en is geen gegevensmap van Bovenlokaal. Kies een lege of nieuwe map.`,
      );
    }
    writeFileSync(join(folder, MARKER), '{"kind":"bovenlokaal-data","version":1}\n');
  }
  // Others may pass through, as the server's user must, but not look around or write.
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'users'), { recursive: true, mode: 0o700 });
}

/** The password of this folder's server, made once. `FOLDER_DAMAGED` when it is lost although there is a cluster. */
export function folderPassword(folder: string, clusterExists: boolean): string {
  const path = join(folder, 'password');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  if (clusterExists) {
    throw new EmbeddedPostgresError(
      'FOLDER_DAMAGED',
      `In ${folder} ontbreekt het bestand “password”. Zet het terug uit een reservekopie, of kies een nieuwe map.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Registers this process as a user of the folder; answers how to undo that. Call while holding the folder's lock. */
export function registerUser(folder: string): () => void {
  const identity = processIdentity(process.pid) ?? `${process.pid}`;
  const path = join(folder, 'users', `${process.pid}-${randomBytes(4).toString('hex')}`);
  writeFileSync(path, identity, { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** How many living users the folder has; registrations of the dead are removed. Call while holding the folder's lock. */
export function countUsers(folder: string): number {
  let living = 0;
  for (const name of readdirSync(join(folder, 'users'))) {
    const path = join(folder, 'users', name);
    if (isAlive(readFileSync(path, 'utf8'))) living++;
    else rmSync(path, { force: true });
  }
  return living;
}
