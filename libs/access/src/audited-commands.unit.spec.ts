import { manualClock, ok, refuse } from '#libs/kernel';
import type { AuditLine, AuditTrail, Persistence } from './audit-trail.js';
import { auditCommands } from './audited-commands.js';

class PaintHouse {}

/** A trail that cannot write its first so many lines. */
function trailDownFor(attempts: number): AuditTrail & { readonly lines: AuditLine[] } {
  const lines: AuditLine[] = [];
  let left = attempts;
  return {
    lines,
    record: (line) => {
      if (left-- > 0) return Promise.reject(new Error('the database is gone'));
      lines.push(line);
      return Promise.resolve();
    },
  };
}

/** Says what it was told; every wait is over at once, and `settled` when nobody waits any more. */
function witness(): Persistence & { readonly told: string[]; settled(): Promise<void> } {
  const told: string[] = [];
  return {
    told,
    tell: (text) => void told.push(text),
    wait: () => Promise.resolve(),
    settled: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

const clock = manualClock('2026-11-23T12:00:00Z');
type Bus = Parameters<typeof auditCommands>[0];
const busThat = (answer: () => Promise<unknown>): Bus => ({ execute: answer }) as Bus;

describe('where the audit trail cannot be written', () => {
  it('an accepted command is answered as accepted, its line is told of and written later', async () => {
    const bus = busThat(() => Promise.resolve(ok({ repeated: false })));
    const trail = trailDownFor(2);
    const persistence = witness();
    auditCommands(bus, trail, clock, persistence);
    expect(await bus.execute(new PaintHouse())).toEqual(ok({ repeated: false }));
    await persistence.settled();
    expect(persistence.told).toEqual([expect.stringMatching(/AUDIT_NOT_WRITTEN.*gone.*"operation":"PaintHouse"/)]);
    expect(trail.lines).toMatchObject([{ operation: 'PaintHouse', result: 'done' }]);
  });

  it('the fault of a command is the one that is told, not that of the trail', async () => {
    const bus = busThat(() => Promise.reject(new Error('no paint')));
    auditCommands(bus, trailDownFor(1), clock, witness());
    await expect(bus.execute(new PaintHouse())).rejects.toThrow('no paint');
  });

  it('for long, it is given up aloud', async () => {
    const bus = busThat(() => Promise.resolve(refuse('COLOUR_REFUSED', 'Niet roze')));
    const persistence = witness();
    auditCommands(bus, trailDownFor(1_000), clock, persistence);
    await bus.execute(new PaintHouse());
    await persistence.settled();
    expect(persistence.told.map((text) => text.split(':')[0])).toEqual([
      'AUDIT_NOT_WRITTEN (trying again)',
      'AUDIT_NOT_WRITTEN (given up)',
    ]);
  });
});

describe('an audit line', () => {
  /** What it keeps of an input. */
  async function objectFor(input: object): Promise<AuditLine['object'] | undefined> {
    const bus = busThat(() => Promise.resolve(refuse('COLOUR_REFUSED', 'Niet roze')));
    const trail = trailDownFor(0);
    auditCommands(bus, trail, clock);
    await bus.execute(Object.assign(new PaintHouse(), { input }));
    return trail.lines[0]?.object;
  }

  it.each([
    '0190b6d2-5c1e-7f3a-9b77-2f6d1c0a4e55',
    'c0ffee00-0000-4000-8000-a123456782bc', // nine digits that pass for a BSN, by chance
    'GM0344',
    '2023-1',
    'V1StGXR8_Z5jdHi6B-myT',
    'batch:2026.11-3',
    '123456789', // no BSN
    'x'.repeat(100),
  ])('keeps the code or id %s as it is', async (id) => {
    expect(await objectFor({ id, municipalities: [id] })).toEqual({ id, municipalities: [id] });
  });

  it.each([
    '123456782',
    '123-456-782',
    'bsn_123:456:782',
    'V-2770000001',
    'v_2770000001',
    'Jan de Vries',
    'Zoë',
    '',
    'x\n',
    '\u0000',
    '\ud83c',
    'x'.repeat(101),
  ])('has a question mark in place of %j', async (id) => {
    expect(await objectFor({ id, municipalities: ['GM0344', id] })).toEqual({
      id: '?',
      municipalities: ['GM0344', '?'],
    });
  });

  it('names as source who publishes figures, and nothing else', async () => {
    expect(await objectFor({ source: 'province' })).toEqual({ source: 'province' });
    expect(await objectFor({ source: 'Jansen' })).toEqual({});
  });
});
