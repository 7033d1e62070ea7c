import {
  EVENT_STORE,
  eventStoreMigrations,
  EventStoreModule,
  runCommand,
  type Commanded,
  type EventStore,
} from '#libs/event-store';
import { idFrom, ok, packageFile, refuse, type Result } from '#libs/kernel';
import { createTestDatabase, PostgresModule, type TestDatabase } from '#libs/postgres';
import { Inject, Module } from '@nestjs/common';
import { CommandBus, CommandHandler, CqrsModule } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessModule } from './access.module.js';
import { AUDIT_TRAIL, type AuditLine, type AuditTrail } from './audit-trail.js';
import { accessMigrations } from './audit.migrations.js';
import { demoPeople } from './demo-people.js';
import type { Circumstance, Identity } from './identity.js';

class PaintHouse {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: Readonly<Record<'municipality' | 'colour' | 'reason', string>> & {
      readonly id?: string;
      readonly source?: string;
    },
  ) {}
}

@CommandHandler(PaintHouse)
class PaintHouseHandler {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ identity, commandId, input }: PaintHouse): Promise<Result<Commanded<string>>> {
    const { colour } = input;
    if (colour === 'none') throw new Error('no paint');
    if (colour === 'pink') return refuse('COLOUR_REFUSED', 'Niet roze');
    const events = [{ id: idFrom(commandId), type: 'Painted', data: { colour }, effectiveOn: null }];
    return runCommand(this.store, {
      command: { id: commandId, content: { colour } },
      meta: { actor: identity.actor },
      streams: [],
      decide: () => ok({ append: [{ stream: 'house', events }], result: colour }),
    });
  }
}

@Module({ imports: [CqrsModule], providers: [PaintHouseHandler] })
class PaintModule {}

const [painter] = demoPeople();

describe('the audit trail', () => {
  let database: TestDatabase;
  let app: TestingModule;
  let keyFolder: string;

  beforeAll(async () => {
    database = await createTestDatabase([...eventStoreMigrations, ...accessMigrations]);
    keyFolder = mkdtempSync(join(tmpdir(), 'access-'));
    app = await Test.createTestingModule({
      imports: [
        PostgresModule.forRoot({ url: database.url }),
        EventStoreModule.forRoot(),
        AccessModule.forRoot({ keyFolder }),
        PaintModule,
      ],
    }).compile();
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
    rmSync(keyFolder, { recursive: true });
  });

  const command = (
    colour: string,
    commandId: string,
    circumstance?: Circumstance,
    more: Partial<PaintHouse['input']> = {},
  ): PaintHouse => {
    if (painter === undefined) throw new Error('nobody paints');
    const identity = circumstance === undefined ? painter : { ...painter, circumstance };
    const reason = 'vrije tekst van iemand';
    return new PaintHouse(identity, commandId, { municipality: 'GM0344', colour, reason, ...more });
  };
  const paint = (...asked: Parameters<typeof command>): Promise<unknown> => {
    // The bus of the module that dispatches, which is not the only one of the container.
    const bus = app.select(PaintModule).get(CommandBus, { strict: false });
    return bus.execute(command(...asked));
  };

  it('has a line for every command, done, refused or failed, with no free text in it', async () => {
    await paint('green', 'p1', { origin: 'cli', traceId: 'a'.repeat(32) });
    await paint('pink', 'p2');
    await expect(paint('none', 'p3')).rejects.toThrow('no paint');
    const { rows } = await database.pool.query(
      `select actor, role, operation, object, result, codes, origin, trace_id as "traceId" from audit order by id`,
    );
    const line = { actor: 'demo:gemeente-utrecht', role: 'municipality', operation: 'PaintHouse' };
    const object = (commandId: string): object => ({ commandId, municipality: 'GM0344' });
    expect(rows).toEqual([
      {
        ...line,
        object: { ...object('p1'), position: 1 },
        result: 'done',
        codes: [],
        origin: 'cli',
        traceId: 'a'.repeat(32),
      },
      {
        ...line,
        object: object('p2'),
        result: 'refused',
        codes: ['COLOUR_REFUSED'],
        origin: 'process',
        traceId: expect.any(String) as string,
      },
      {
        ...line,
        object: object('p3'),
        result: 'failed',
        codes: [],
        origin: 'process',
        traceId: expect.any(String) as string,
      },
    ]);
  });

  it('keeps no BSN or V-nummer of a refused command, wherever it stood: it could never be taken out again', async () => {
    const input = { id: '123456782', source: 'BSN 123456782', municipality: 'V-2770000001', reason: '123456782' };
    await paint('pink', 'bsn:123_456_782', undefined, input);
    const { rows } = await database.pool.query(
      `select object, audit::text as whole from audit order by id desc limit 1`,
    );
    expect(rows).toEqual([
      {
        object: { commandId: '?', id: '?', municipality: '?' },
        whole: expect.not.stringMatching(/123_?456_?782|2770000001/) as string,
      },
    ]);
  });

  it('has a line for every command that comes at once with one whose id no database can hold', async () => {
    const ids = ['n1', '\u0000', 'n2', `${'x'.repeat(99)}🎨`, '\ud83c', 'n3'];
    await Promise.all(ids.map((id) => paint('pink', id)));
    const { rows } = await database.pool.query<{ id: string }>(
      `select object ->> 'commandId' as id from audit order by audit.id desc limit ${ids.length}`,
    );
    expect(rows.map(({ id }) => id).sort()).toEqual(['?', '?', '?', 'n1', 'n2', 'n3']);
  });

  it('shows the commands that were stored by a process that died before its line, by the query of docs/operations.md', async () => {
    const [, query] =
      /```sql\n(select [^`]* from command[^`]*)```/.exec(readFileSync(packageFile('docs/operations.md'), 'utf8')) ?? [];
    const unaccounted = async () => (await database.pool.query(query ?? '')).rows as unknown[];
    await paint('blue', 'p4');
    expect(await unaccounted()).toEqual([]);
    await app.get(PaintHouseHandler, { strict: false }).execute(command('red', 'p5'));
    expect(await unaccounted()).toEqual([{ actor: painter?.actor, id: 'p5', position: 3 }]);
    await paint('red', 'p5'); // sent again, as whoever got no answer does
    expect(await unaccounted()).toEqual([]);
    // Ids that are good for the store and no code for the trail: known by the position, as an import is.
    await paint('blue', 'de tweede emmer');
    await paint('blue', 'x'.repeat(101));
    expect(await unaccounted()).toEqual([]);
    await app.get(PaintHouseHandler, { strict: false }).execute(command('red', 'de derde emmer'));
    expect(await unaccounted()).toEqual([{ actor: painter?.actor, id: 'de derde emmer', position: 6 }]);
  });

  it('cannot be changed or emptied, also not by the program itself', async () => {
    for (const sql of [`update audit set actor = 'x'`, 'delete from audit', 'truncate audit']) {
      await expect(database.pool.query(sql)).rejects.toThrow('insert-only');
    }
  });

  const lineOf = (actor: string): AuditLine => ({
    at: '2026-11-22T12:00:00.000Z' as AuditLine['at'],
    actor,
    role: 'operator',
    operation: 'import targets',
    object: {},
    result: 'done',
    codes: [],
    origin: 'cli',
    traceId: 'b'.repeat(32),
  });

  it('keeps all of many lines at once', async () => {
    const trail = app.get<AuditTrail>(AUDIT_TRAIL);
    const { rows: before } = await database.pool.query<{ n: number }>('select count(*)::int as n from audit');
    await Promise.all(Array.from({ length: 1_200 }, (_, n) => trail.record(lineOf(`test:${n}`))));
    const { rows: after } = await database.pool.query<{ n: number }>('select count(*)::int as n from audit');
    expect((after[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBe(1_200);
  });

  it('fails no line but the one that cannot be kept, each time it is tried', async () => {
    const trail = app.get<AuditTrail>(AUDIT_TRAIL);
    const actors = Array.from({ length: 20 }, (_, n) => (n === 7 ? 'guilty\u0000' : `beside:${n}`));
    for (const times of [1, 2]) {
      const told = await Promise.allSettled(actors.map((actor) => trail.record(lineOf(actor))));
      expect(told.flatMap(({ status }, n) => (status === 'rejected' ? [actors[n]] : []))).toEqual(['guilty\u0000']);
      const { rows } = await database.pool.query(`select count(*)::int as n from audit where actor like 'beside:%'`);
      expect(rows).toEqual([{ n: 19 * times }]);
    }
  });
});
