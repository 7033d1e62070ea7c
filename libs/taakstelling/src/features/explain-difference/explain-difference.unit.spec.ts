import { PublishFigure, type PublishInput } from '../publish-figure/publish-figure.command.js';
import { openDesk, operator, type Desk } from '../testing/desk.js';
import { ExplainDifference, type ExplainInput } from './explain-difference.command.js';

const closing: PublishInput = {
  scope: 'PV26',
  period: '2023-1',
  figure: 'closing',
  value: -406,
  asOf: '2023-07-01',
  source: 'province',
  publishedOn: '2023-10-26',
};
const explain = (input: Partial<ExplainInput> = {}) =>
  new ExplainDifference(operator, 'e1', {
    scope: 'PV26',
    period: '2023-1',
    amount: -20,
    reason: 'late verwerking door COA',
    ...input,
  });

describe('a published closing balance', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  it('is known from the day of publication and has the same id however often it is said', async () => {
    const said = [
      await desk.run<{ id: string }>(new PublishFigure(operator, 'p1', closing)),
      await desk.run<{ id: string }>(new PublishFigure(operator, 'p2', closing)),
    ];
    expect(said.map((outcome) => outcome.ok && outcome.value.result.id)).toEqual([
      expect.any(String),
      said[0]?.ok && said[0].value.result.id,
    ]);
    expect(await desk.events()).toMatchObject([{ data: { knownAt: '2023-10-25T22:00:00.000Z', value: -406 } }]);
    expect(await desk.refusals(new PublishFigure(operator, 'p3', { ...closing, value: -400 }))).toEqual([
      'PUBLICATION_CONFLICT input.value',
    ]);
  });

  it('can be explained in part, by an amount and a reason', async () => {
    await desk.run(new PublishFigure(operator, 'p1', closing));
    expect(await desk.run(explain())).toMatchObject({ ok: true });
    expect((await desk.events()).at(-1)).toMatchObject({
      type: 'DifferenceExplained',
      stream: 'published-2023-1-PV26',
      effectiveOn: null,
      data: { amount: -20 },
    });
  });

  it('must be there before anybody explains it, and nothing is explained by 0', async () => {
    expect(await desk.refusals(explain())).toEqual(['NOTHING_TO_EXPLAIN input.scope']);
    await desk.run(new PublishFigure(operator, 'p1', closing));
    expect(await desk.refusals(explain({ amount: 0 }))).toEqual(['AMOUNT_ZERO input.amount']);
    expect(await desk.refusals(explain({ reason: '' }))).toEqual(['FIELD_EMPTY input.reason']);
  });
});
