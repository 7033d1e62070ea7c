import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '#libs/access';
import { CATALOGUE, PROJECTIONS, withinCatalogue } from '#libs/composition';
import { KafkaEventLog, kafkaSettings, Relay } from '#libs/event-log';
import { PostgresEventStore } from '#libs/event-store';
import { createTestDatabase, type TestDatabase } from '#libs/postgres';
import { ProjectionHost } from '#libs/projections';
import { describeWithKafka, sharedKafka } from '../../../../libs/event-log/src/testing/kafka-for-specs.js';
import { run } from '../program.js';

const outside = process.env;
const toStdout = process.stdout.write.bind(process.stdout);
const toStderr = process.stderr.write.bind(process.stderr);
let folder: string;
let written: string;
let database: TestDatabase;

const NAMES = PROJECTIONS.map(({ name }) => name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-cli-'));
  database = await createTestDatabase([]);
  process.env = { ...outside, DATABASE_URL: database.url, DATA_FOLDER: folder };
  for (const name of Object.keys(process.env)) if (name.startsWith('KAFKA_')) delete process.env[name];
  process.stdout.write = (text: string | Uint8Array) => {
    written += String(text);
    return true;
  };
  process.stderr.write = () => true;
  await signInAs('operator');
});
afterEach(async () => {
  process.stdout.write = toStdout;
  process.stderr.write = toStderr;
  process.env = outside;
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command line; what it answered, with its exit code. */
async function cli(...argv: readonly string[]): Promise<Readonly<Record<string, unknown>> & { readonly exit: number }> {
  written = '';
  const exit = await run([...argv, '--json']);
  return { exit, ...(JSON.parse(written) as Readonly<Record<string, unknown>>) };
}

async function signInAs(role: Role): Promise<void> {
  const { token } = await cli('token', 'issue', '--role', role, '--subject', 'spec-1');
  process.env['BOVENLOKAAL_TOKEN'] = String(token);
}

/** As an operator would who gives the store a few figures. */
async function fill(...persons: readonly number[]): Promise<void> {
  const file = join(folder, 'populations.csv');
  const rows = persons.map((count, n) => `GM0344,${2015 + n}-01-01,${count},cbs`);
  writeFileSync(file, ['municipality,on,persons,source', ...rows, ''].join('\n'));
  expect(await cli('import', 'populations', file)).toMatchObject({ exit: 0 });
}

test('a replay is refused where there is no Kafka, and where its settings are wrong', async () => {
  expect(await cli('replay')).toMatchObject({ exit: 1, refused: [{ code: 'KAFKA_NEEDED' }] });
  process.env['KAFKA_BROKERS'] = 'nowhere';
  expect(await cli('replay')).toMatchObject({ exit: 1, refused: [{ code: 'SETTINGS_INVALID' }] });
});

describeWithKafka('a replay', () => {
  beforeEach(async () => {
    const { brokers, prefix } = await sharedKafka();
    await fill(300_000, 310_000, 320_000);
    Object.assign(process.env, { KAFKA_BROKERS: brokers.join(), KAFKA_PREFIX: prefix });
  });

  test('fills Kafka from the store, and every read model from Kafka, the same as before; and again, in a new epoch', async () => {
    const { rows } = await database.pool.query<{ position: number }>('select position from log_head');
    const head = rows[0]?.position;
    const first = await cli('replay');
    expect(first).toMatchObject({ exit: 0, epoch: expect.any(Number) as number, events: head, equal: true });
    expect(first['rebuilt']).toEqual(
      NAMES.map((name) => expect.objectContaining({ name, equal: true, events: head, differences: [] }) as object),
    );
    const second = await cli('replay');
    expect(second).toMatchObject({ exit: 0, events: head, equal: true });
    expect(Number(second['epoch'])).toBeGreaterThan(Number(first['epoch']));
    const audit = await database.pool.query('select operation, result from audit where operation = $1', ['replay']);
    expect(audit.rows).toEqual([
      { operation: 'replay', result: 'done' },
      { operation: 'replay', result: 'done' },
    ]);
  });

  test('tells of rows that were changed by hand, and mends them', async () => {
    await cli('replay');
    const { rows } = await database.pool.query<{ schema: string }>(
      `select schema from projection where name = 'figures' and role = 'live'`,
    );
    await database.pool.query(`update ${rows[0]?.schema}.population set persons = persons + 1`);
    const told = await cli('replay');
    expect(told).toMatchObject({ exit: 1, equal: false });
    expect(told['rebuilt']).toContainEqual(expect.objectContaining({ name: 'figures', equal: false }));
    expect(await cli('replay')).toMatchObject({ exit: 0, equal: true });
  });

  test('is for an operator only', async () => {
    await signInAs('auditor');
    expect(await cli('replay')).toMatchObject({ exit: 1, refused: [{ code: 'NOT_ALLOWED' }] });
    const { rows } = await database.pool.query('select * from relay');
    expect(rows).toEqual([]);
  });

  test('goes on beside a relay and a projector that are at work, and what they take in meanwhile', async () => {
    const store = withinCatalogue(new PostgresEventStore({ pool: database.pool }));
    const settings = kafkaSettings(process.env);
    if (settings === null) throw new Error('no Kafka');
    const ending = new AbortController();
    const relaying = new Relay({ pool: database.pool, store, settings, catalogue: CATALOGUE }).run(ending.signal);
    const log = new KafkaEventLog({
      settings,
      catalogue: CATALOGUE,
      store,
    });
    const host = new ProjectionHost({ pool: database.pool, store, log, projections: PROJECTIONS });
    await host.start({ run: true });
    try {
      const { position } = await store.head();
      for (const name of NAMES) expect(await host.waitFor(name, position, 60_000)).toBe(true);
      expect(await cli('replay')).toMatchObject({ exit: 0, events: position, equal: true });
      await fill(300_000, 310_000, 320_000, 330_000);
      const { position: later } = await store.head();
      expect(later).toBeGreaterThan(position);
      for (const name of NAMES) expect(await host.waitFor(name, later, 60_000)).toBe(true);
      expect(await cli('rebuild', '--check')).toMatchObject({ exit: 0, equal: true });
    } finally {
      await host.stop();
      await log.close();
      ending.abort();
      await relaying;
      await store.close();
    }
  });
});

test('a check compares with the store and changes nothing', async () => {
  await fill(300_000);
  expect(await cli('rebuild')).toMatchObject({ exit: 0, equal: true });
  const live = async () =>
    (
      await database.pool.query<{ schema: string }>(
        `select schema, position from projection where role <> 'retired' order by name`,
      )
    ).rows;
  const before = await live();
  expect(await cli('rebuild', 'figures', '--check')).toMatchObject({
    exit: 0,
    checked: [{ name: 'figures', equal: true, events: 5 }],
    equal: true,
  });
  const [schema] = before.map((row) => row.schema).filter((name) => name.startsWith('figures'));
  await database.pool.query(`delete from ${schema}.population`);
  expect(await cli('rebuild', '--check')).toMatchObject({ exit: 1, equal: false });
  expect(await cli('rebuild', '--check')).toMatchObject({ exit: 1, equal: false });
  expect(await live()).toEqual(before);
});
