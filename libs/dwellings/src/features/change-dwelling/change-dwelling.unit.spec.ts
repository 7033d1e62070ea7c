import { openDesk, soest, zeist, type Desk } from '../testing/desk.js';
import { ChangeDwelling, type ChangeInput } from './change-dwelling.command.js';

const terms = {
  bedrooms: 3,
  minPersons: 3,
  maxPersons: 5,
  access: 'stairs',
  rent: 76_543,
  from: '2024-05-01',
} as const;

describe('changing what is on offer', () => {
  let desk: Desk;
  let dwelling: string;
  beforeEach(async () => {
    desk = await openDesk();
    dwelling = await desk.offered();
  });
  afterEach(() => desk.close());
  const change = (input: Partial<ChangeInput> = {}, commandId = 'c1', identity = zeist) =>
    new ChangeDwelling(identity, commandId, { ...terms, dwelling, ...input });

  it('keeps what it was beside what it is', async () => {
    expect(await desk.refusals(change({ rent: 80_000 }))).toEqual([]);
    expect((await desk.events()).at(-1)).toMatchObject({
      type: 'DwellingChanged',
      data: { was: { rent: 76_543 }, offer: { rent: 80_000, key: '3703 AB 12-a' }, heldBy: null, source: null },
    });
  });

  it('changes something, by what the policy allows, from the version that was seen', async () => {
    expect(await desk.refusals(change())).toEqual(['NOTHING_CHANGED input']);
    expect(await desk.refusals(change({ conditions: ['pets'] }))).toEqual(['CONDITION_UNKNOWN input.conditions']);
    expect(await desk.refusals(change({ rent: 1 }))).toEqual([]);
    expect(await desk.refusals(change({ rent: 2, expectedVersion: 1 }, 'c2'))).toEqual([
      'VERSION_CONFLICT input.expectedVersion',
    ]);
  });

  it('is for its municipality; to another it is as if the dwelling were not there', async () => {
    const another = await desk.run(change({}, 'c1', soest));
    const none = await desk.run(change({ dwelling: 'none' }, 'c2', soest));
    expect(another).toMatchObject({ refusals: [{ code: 'NOT_FOUND', path: ['input', 'dwelling'] }] });
    expect(another).toEqual(none);
  });
});
