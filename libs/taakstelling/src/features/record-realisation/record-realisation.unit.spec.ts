import type { Identity } from '#libs/access';
import { municipalityCodeSchema } from '#libs/kernel';
import { openDesk, operator, type Desk } from '../testing/desk.js';
import { RecordRealisation, type RecordInput } from './record-realisation.command.js';

const housed: RecordInput = {
  municipality: 'GM0342',
  on: '2023-10-03',
  persons: 4,
  kind: 'regular',
  source: 'eigen administratie',
  administration: 'own',
};
const record = (input: Partial<RecordInput> = {}, commandId = 'c1', identity = operator) =>
  new RecordRealisation(identity, commandId, { ...housed, ...input });

describe('recording a realisation', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  it('counts persons for a municipality on the day of the move', async () => {
    const outcome = await desk.run<{ id: string }>(record());
    const [event] = await desk.events();
    expect(outcome).toMatchObject({
      ok: true,
      value: { result: { id: event?.data['id'] }, position: event?.position },
    });
    expect(event).toMatchObject({ version: 1, effectiveOn: '2023-10-03', data: { knownAt: null, reason: null } });
  });

  it('records the same command once and another command as another fact', async () => {
    const outcomes = [await desk.run(record()), await desk.run(record()), await desk.run(record({}, 'c2'))];
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.repeated)).toEqual([false, true, false]);
    expect(await desk.events()).toHaveLength(2);
  });

  it.each<[string, Partial<RecordInput>, string]>([
    ['a kind that the policy does not know', { kind: 'hotel' }, 'KIND_UNKNOWN input.kind'],
    ['nobody', { persons: 0 }, 'PERSONS_ZERO input.persons'],
    ['a deduction without a reason', { persons: -4 }, 'REASON_REQUIRED input.reason'],
    ['a day in the future', { on: '2023-10-28' }, 'DATE_IN_FUTURE input.on'],
    ['knowledge of tomorrow', { knownAt: '2023-10-28T00:00:00Z' }, 'DATE_IN_FUTURE input.knownAt'],
    ['a V-nummer in the source', { source: 'V-2770000001' }, 'PERSONAL_DATA_SUSPECTED input.source'],
  ])('refuses %s', async (_, input, refusal) => {
    expect(await desk.refusals(record(input))).toEqual([refusal]);
    expect(await desk.events()).toEqual([]);
  });

  it('is for the municipality itself, in its own administration', async () => {
    const soest: Identity = {
      actor: 'demo:soest',
      role: 'municipality',
      organisation: municipalityCodeSchema.parse('GM0342'),
    };
    expect(await desk.refusals(record({}, 'c1', soest))).toEqual([]);
    expect(await desk.refusals(record({ municipality: 'GM0355' }, 'c2', soest))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(record({ administration: 'coa' }, 'c3', soest))).toEqual(['NOT_ALLOWED ']);
  });
});
