import { eventStoreMigrations, EventStoreModule } from '#libs/event-store';
import { ok, refuse, type Result } from '#libs/kernel';
import { createTestDatabase, PostgresModule, type TestDatabase } from '#libs/postgres';
import { Module } from '@nestjs/common';
import { CommandBus, CommandHandler, CqrsModule } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessModule } from './access.module.js';
import { AUDIT_TRAIL, type AuditTrail } from './audit-trail.js';
import { accessMigrations } from './audit.migrations.js';
import { withCircumstance } from './audited-commands.js';
import { demoPeople } from './demo-people.js';
import type { Identity } from './identity.js';

class PaintHouse {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: { readonly municipality: string; readonly colour: string; readonly reason: string },
  ) {}
}

@CommandHandler(PaintHouse)
class PaintHouseHandler {
  execute({ input }: PaintHouse): Promise<Result<{ repeated: boolean }>> {
    if (input.colour === 'none') return Promise.reject(new Error('no paint'));
    return Promise.resolve(input.colour === 'pink' ? refuse('COLOUR_REFUSED', 'Niet roze') : ok({ repeated: false }));
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

  const paint = (colour: string, commandId: string): Promise<unknown> => {
    if (painter === undefined) throw new Error('nobody paints');
    const input = { municipality: 'GM0344', colour, reason: 'vrije tekst van iemand' };
    // The bus of the module that dispatches, which is not the only one of the container.
    const bus = app.select(PaintModule).get(CommandBus, { strict: false });
    return bus.execute(new PaintHouse(painter, commandId, input));
  };

  it('has a line for every command, done, refused or failed, with no free text in it', async () => {
    await withCircumstance({ origin: 'cli', traceId: 'a'.repeat(32) }, () => paint('green', 'p1'));
    await paint('pink', 'p2');
    await expect(paint('none', 'p3')).rejects.toThrow('no paint');
    const { rows } = await database.pool.query(
      `select actor, role, operation, object, result, codes, origin, trace_id as "traceId" from audit order by id`,
    );
    const line = { actor: 'demo:gemeente-utrecht', role: 'municipality', operation: 'PaintHouse' };
    const object = (commandId: string): object => ({ commandId, municipality: 'GM0344' });
    expect(rows).toEqual([
      { ...line, object: object('p1'), result: 'done', codes: [], origin: 'cli', traceId: 'a'.repeat(32) },
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

  it('cannot be changed or emptied, also not by the program itself', async () => {
    for (const sql of [`update audit set actor = 'x'`, 'delete from audit', 'truncate audit']) {
      await expect(database.pool.query(sql)).rejects.toThrow('insert-only');
    }
  });

  it('keeps all of many lines at once', async () => {
    const trail = app.get<AuditTrail>(AUDIT_TRAIL);
    const { rows: before } = await database.pool.query<{ n: number }>('select count(*)::int as n from audit');
    const at = '2026-11-22T12:00:00.000Z' as Parameters<AuditTrail['record']>[0]['at'];
    await Promise.all(
      Array.from({ length: 1_200 }, (_, n) =>
        trail.record({
          at,
          actor: `test:${n}`,
          role: 'operator',
          operation: 'import targets',
          object: {},
          result: 'done',
          codes: [],
          origin: 'cli',
          traceId: 'b'.repeat(32),
        }),
      ),
    );
    const { rows: after } = await database.pool.query<{ n: number }>('select count(*)::int as n from audit');
    expect((after[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBe(1_200);
  });
});
