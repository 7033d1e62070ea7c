import { AUDIT_TRAIL, type AuditLine, type AuditTrail, type Identity } from '#libs/access';
import { refusal } from '#libs/kernel';
import { ProjectionBehind, ProjectionHalted, type ProjectionHost } from '#libs/projections';
import { Test } from '@nestjs/testing';
import { audited, caughtUp } from './store-session.js';
import { EXIT, tellRefused, type Terminal } from './terminal.js';

const identity: Identity = { actor: 'local:1000', role: 'operator', organisation: null };
const to: Terminal = { json: true, answer: () => undefined, progress: () => undefined };

async function withTrail(trail: AuditTrail) {
  const app = await Test.createTestingModule({ providers: [{ provide: AUDIT_TRAIL, useValue: trail }] }).compile();
  return { app, identity };
}

test('an audit line of the command line keeps the codes of what was refused', async () => {
  const lines: AuditLine[] = [];
  const session = await withTrail({ record: (line) => Promise.resolve(void lines.push(line)) });
  const work = (given: Terminal) => Promise.resolve(tellRefused(given, [refusal('READ_MODEL_UNKNOWN', 'welk?')]));
  expect(await audited(to, session, 'rebuild', {}, work)).toBe(EXIT.refused);
  expect(lines).toMatchObject([{ operation: 'rebuild', result: 'refused', codes: ['READ_MODEL_UNKNOWN'] }]);
});

test('a read model that stands still is refused with its place, and answers nothing old', async () => {
  const catchUp = () =>
    Promise.reject(new ProjectionHalted('figures', 7, 'amount is not a number', 'EVENT_NOT_HANDLED'));
  const host = { catchUp } as Partial<ProjectionHost> as ProjectionHost;
  expect(await caughtUp({ host, patienceMs: Infinity })).toMatchObject({
    refusals: [
      {
        code: 'READ_MODEL_HALTED',
        message: 'leesmodel figures staat stil bij 7: amount is not a number',
        details: { name: 'figures', position: 7 },
      },
    ],
  });
});

test('a read model that nothing comes in for is refused, not waited for, for ever', async () => {
  const catchUp = () => Promise.reject(new ProjectionBehind('figures', 7, 9));
  const host = { catchUp } as Partial<ProjectionHost> as ProjectionHost;
  expect(await caughtUp({ host, patienceMs: 1 })).toMatchObject({
    refusals: [{ code: 'READ_MODEL_BEHIND', details: { name: 'figures', position: 7, head: 9 } }],
  });
});

test('a line that cannot be written changes neither the answer nor the fault', async () => {
  const session = await withTrail({ record: () => Promise.reject(new Error('the database is gone')) });
  expect(await audited(to, session, 'verify', {}, () => Promise.resolve(EXIT.done))).toBe(EXIT.done);
  const bug = () => Promise.reject(new TypeError('x is not a function'));
  await expect(audited(to, session, 'verify', {}, bug)).rejects.toThrow('x is not a function');
});
