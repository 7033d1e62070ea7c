import { chooseFolder } from './data-folder.js';
import { canReach } from './server-user.js';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Somebody who owns nothing here. */
const stranger = { uid: 54_321, gid: 54_321 };

describe('the folder of the database', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'bovenlokaal-home-'));
    mkdirSync(join(home, 'checkout'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const wanted = (): string => join(home, 'checkout', '.bovenlokaal');

  it("is the one asked for where the server's user can get to it, or is ourselves", () => {
    chmodSync(home, 0o711);
    chmodSync(join(home, 'checkout'), 0o755);
    expect(canReach(stranger, wanted())).toBe(true);
    expect(chooseFolder(wanted(), stranger)).toBe(wanted());
    chmodSync(home, 0o700);
    expect(chooseFolder(wanted(), null)).toBe(wanted());
  });

  it('is elsewhere for a checkout in a closed home, the same at every start and another for every checkout', () => {
    chmodSync(home, 0o700);
    expect(canReach(stranger, wanted())).toBe(false);
    const chosen = chooseFolder(wanted(), stranger);
    expect(canReach(stranger, chosen)).toBe(true);
    expect(chooseFolder(wanted(), stranger)).toBe(chosen);
    expect(chooseFolder(join(home, 'other', '.bovenlokaal'), stranger)).not.toBe(chosen);
  });
});
