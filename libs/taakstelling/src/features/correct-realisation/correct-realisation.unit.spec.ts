import type { Identity } from '#libs/access';
import { municipalityCodeSchema } from '#libs/kernel';
import { RecordRealisation } from '../record-realisation/record-realisation.command.js';
import { openDesk, operator, type Desk } from '../testing/desk.js';
import { CorrectRealisation, type CorrectInput } from './correct-realisation.command.js';

const row = { municipality: 'GM0342', on: '2023-10-03', persons: 4, kind: 'regular', administration: 'own' } as const;

describe('correcting a realisation', () => {
  let desk: Desk;
  let id: string;
  beforeEach(async () => {
    desk = await openDesk();
    const recorded = await desk.run<{ id: string }>(new RecordRealisation(operator, 'r1', { ...row, source: 'lijst' }));
    id = recorded.ok ? recorded.value.result.id : '';
  });
  afterEach(() => desk.close());
  const correct = (input: Partial<CorrectInput>, commandId = 'c1', identity = operator) =>
    new CorrectRealisation(identity, commandId, { id, reason: 'telfout', ...input });

  it('says what the row was and what it becomes', async () => {
    await desk.run(correct({ becomes: { ...row, persons: 3 } }));
    const [, event] = await desk.events();
    expect(event).toMatchObject({
      type: 'RealisationCorrected',
      version: 2,
      data: { was: { persons: 4 }, becomes: { persons: 3 }, reason: 'telfout' },
    });
  });

  it('may follow on a correction, from where that left it', async () => {
    await desk.run(correct({ becomes: { ...row, persons: 3 } }));
    await desk.run(correct({ withdraw: true }, 'c2'));
    expect((await desk.events()).at(-1)).toMatchObject({ data: { was: { persons: 3 }, becomes: null } });
    expect(await desk.refusals(correct({ becomes: row }, 'c3'))).toEqual(['REALISATION_WITHDRAWN input.id']);
  });

  it('is refused where nothing is known, nothing changes, or it is not clear what is meant', async () => {
    expect(await desk.refusals(correct({ id: 'x', becomes: row }))).toEqual(['REALISATION_UNKNOWN input.id']);
    expect(await desk.refusals(correct({ becomes: row }))).toEqual(['NOTHING_CHANGED input.becomes']);
    expect(await desk.refusals(correct({}))).toEqual(['CORRECTION_INVALID input.becomes']);
    expect(await desk.refusals(correct({ becomes: row, withdraw: true }))).toEqual([
      'CORRECTION_INVALID input.becomes',
    ]);
    expect(await desk.refusals(correct({ becomes: { ...row, kind: 'hotel' } }))).toEqual([
      'KIND_UNKNOWN input.becomes.kind',
    ]);
    expect(await desk.refusals(correct({ withdraw: true, reason: ' ' }))).toEqual(['FIELD_EMPTY input.reason']);
  });

  it('takes the id of any row, also where chance put nine digits in it that pass for a BSN', async () => {
    const unknown = (given: string) => desk.refusals(correct({ id: given, becomes: row }));
    expect(await unknown('c0ffee00-0000-4000-8000-a123456782bc')).toEqual(['REALISATION_UNKNOWN input.id']);
    expect(await unknown('123456782')).toEqual(['PERSONAL_DATA_SUSPECTED input.id']);
  });

  it('is refused when the row moved on since it was read', async () => {
    await desk.run(correct({ becomes: { ...row, persons: 3 } }));
    expect(await desk.refusals(correct({ withdraw: true, expectedVersion: 1 }, 'c2'))).toEqual([
      'VERSION_CONFLICT input.expectedVersion',
    ]);
  });

  it('takes over no row of another municipality, and gives none away', async () => {
    const as = (code: string): Identity => ({
      actor: `demo:${code}`,
      role: 'municipality',
      organisation: municipalityCodeSchema.parse(code),
    });
    const toZeist = { becomes: { ...row, municipality: 'GM0355' } };
    expect(await desk.refusals(correct(toZeist, 'c1', as('GM0355')))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(correct(toZeist, 'c1', as('GM0342')))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(correct({ withdraw: true }, 'c1', as('GM0342')))).toEqual([]);
  });
});
