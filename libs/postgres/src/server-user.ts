import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The operating-system user under which the server runs. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres refuses to run as root; then `nobody`, who owns nothing else. Null: run as whoever we are. */
export function serverUser(): ServerUser | null {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;
}

/** Whether this user may pass through every folder above the path and read (and enter or execute) the path itself. */
export function canReach(user: ServerUser, path: string): boolean {
  let current = existing(path);
  if (current === path && !allows(user, current, 0o5)) return false;
  for (; ; current = dirname(current)) {
    if (current !== path && !allows(user, current, 0o1)) return false;
    if (dirname(current) === current) return true;
  }
}

function existing(path: string): string {
  let current = path;
  while (!existsSync(current) && dirname(current) !== current) current = dirname(current);
  return current;
}

function allows(user: ServerUser, path: string, bits: number): boolean {
  const { mode, uid, gid } = statSync(path);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}
