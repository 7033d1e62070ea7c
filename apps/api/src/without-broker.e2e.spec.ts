import { demoPeople, Tokens } from '#libs/access';
import { MIGRATIONS, migrateStore } from '#libs/composition';
import { packageFile, systemClock } from '#libs/kernel';
import { createTestDatabase, freePort, type TestDatabase } from '#libs/postgres';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ANNOUNCE = `mutation ($input: TaakstellingAnnounceInput!) {
  taakstellingAnnounce(input: $input) { position refusal { code } } }`;

describe('an API process without a broker', () => {
  let database: TestDatabase;
  let folder: string;
  let url: string;
  let child: ChildProcess;
  let printed = '';

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-api-'));
    const [port, nobody] = [await freePort(null), await freePort(null)];
    url = `http://127.0.0.1:${port}`;
    child = spawn(process.execPath, [packageFile('dist/bin/api.js')], {
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        METRICS_PORT: '0',
        DATABASE_URL: database.url,
        DATA_FOLDER: folder,
        KAFKA_BROKERS: `127.0.0.1:${nobody}`,
      },
    });
    child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  });

  afterAll(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const untilPrinted = async (text: string): Promise<void> => {
    while (!printed.includes(text)) {
      if (child.exitCode !== null) throw new Error(`it ended:\n${printed}`);
      await sleep(20);
    }
  };

  it('waits for a store that nobody migrated yet, and serves once somebody did', async () => {
    await untilPrinted('waiting for the store');
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    expect(await migrateStore(database.url)).toHaveLength(MIGRATIONS.length);
    await untilPrinted('"started"');
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it('takes commands', async () => {
    const supervisor = demoPeople().find(({ role }) => role === 'supervisor');
    if (supervisor === undefined) throw new Error('nobody is a supervisor');
    const token = await (await Tokens.inFolder(folder, systemClock)).issueToken(supervisor, 3_600);
    const input = {
      commandId: 'announced-without-a-broker',
      municipality: 'GM0344',
      period: '2023-1',
      persons: 334,
      announcedOn: '2022-10-01',
      source: 'Proef',
    };
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: ANNOUNCE, variables: { input } }),
    });
    expect(await answer.json()).toEqual({ data: { taakstellingAnnounce: { position: 1, refusal: null } } });
  });
});
