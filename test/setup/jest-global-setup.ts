import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Names the folder of the Postgres that all specs of this run share; the first spec that needs it starts it. Nothing of the
 * product is imported here: jest loads this file before its module mapping.
 */
export default function setup(): void {
  const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-jest-'));
  chmodSync(folder, 0o711); // Passable for the server's user when we are root.
  process.env['BOVENLOKAAL_TEST_POSTGRES'] = join(folder, 'server');
}
