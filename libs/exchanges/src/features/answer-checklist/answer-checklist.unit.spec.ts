import { official, openPlatform, type Platform } from '../../testing/platform.js';
import { beginSwap } from '../../testing/swap.js';
import { soest, zeist } from '../../testing/town-halls.js';
import { AnswerChecklist, type ChecklistInput } from './answer-checklist.command.js';

describe('the checklist of a household that goes', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());

  it('is answered by each side for itself, with the items of the policy', async () => {
    const swap = await beginSwap(platform);
    await swap.accept(soest, zeist);
    const answer = (municipality: typeof soest, input: Partial<ChecklistInput> = {}, commandId = 'k1') =>
      new AnswerChecklist(official(soest), commandId, {
        exchange: swap.id,
        leg: 1,
        municipality,
        answers: [{ item: 'school', done: false }],
        ...input,
      });
    expect(await platform.refusals(answer(zeist))).toEqual(['NOT_ALLOWED']);
    expect(await platform.refusals(answer(soest))).toEqual([]);
    const unknown = { answers: [{ item: 'parking', done: true }] };
    expect(await platform.refusals(answer(soest, unknown, 'k2'))).toEqual(['CHECKLIST_ITEM_UNKNOWN input.answers']);
  });
});
