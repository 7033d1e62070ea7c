import type { Identity } from '#libs/access';
import { AnswerPost } from './answer-post/answer-post.command.js';
import { PlacePost, type PlaceInput } from './place-post/place-post.command.js';
import { SolveQuestion } from './solve-question/solve-question.command.js';
import { openDesk, type Desk } from './testing/desk.js';
import { people, SOEST, ZEIST } from './testing/people.js';
import { WithdrawPost } from './withdraw-post/withdraw-post.command.js';

const question: PlaceInput = {
  kind: 'question',
  audience: 'platform',
  title: 'Woningen met zes kamers',
  text: 'Hoe vinden jullie woningen voor grote huishoudens?',
  topics: ['Grote huishoudens', 'grote huishoudens', 'Nareis'],
};
let n = 0;
const place = (who: Identity, input: Partial<PlaceInput> = {}) =>
  new PlacePost(who, `c${++n}`, { ...question, ...input });
const answer = (who: Identity, post: string, text = 'Vraag de corporatie om samen te voegen.') =>
  new AnswerPost(who, `c${++n}`, { post, text });
const withdraw = (who: Identity, post: string, of: string | null = null) =>
  new WithdrawPost(who, `c${++n}`, { post, answer: of, reason: 'mistake' });
const solve = (who: Identity, post: string, by: string) => new SolveQuestion(who, `c${++n}`, { post, answer: by });

describe('the forum', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  it('takes a question in the name of a municipality and a role, with its topics once', async () => {
    await desk.idOf(place(people.soest));
    expect(await desk.events()).toMatchObject([
      {
        type: 'PostPlaced',
        effectiveOn: null,
        meta: { actor: 'test:soest' },
        data: {
          municipality: SOEST,
          topics: ['grote huishoudens', 'nareis'],
          author: { role: 'municipality', municipality: SOEST },
        },
      },
    ]);
    expect(JSON.stringify((await desk.events())[0]?.data)).not.toContain('test:');
  });

  it('lets a coordinator and a support team write about a municipality or none, and a municipality about itself', async () => {
    for (const who of [people.coordinator, people.team]) {
      expect(await desk.refusals(place(who))).toEqual([]);
      expect(await desk.refusals(place(who, { municipality: ZEIST }))).toEqual([]);
    }
    expect((await desk.events()).map(({ data }) => [data['municipality'], data['author']])).toEqual([
      [null, { role: 'coordinator', municipality: null }],
      [ZEIST, { role: 'coordinator', municipality: null }],
      [null, { role: 'support-team', municipality: null }],
      [ZEIST, { role: 'support-team', municipality: null }],
    ]);
    expect(await desk.refusals(place(people.soest, { municipality: ZEIST }))).toEqual(['NOT_ALLOWED ']);
    for (const who of [people.supervisor, people.auditor, people.corporation, people.reader, people.anyone]) {
      expect(await desk.refusals(place(who))).toEqual(['NOT_ALLOWED ']);
    }
  });

  it('records the same command once, and refuses its id for something else', async () => {
    const asked = place(people.soest);
    const outcomes = [await desk.run(asked), await desk.run(asked)];
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.repeated)).toEqual([false, true]);
    expect(await desk.refusals(new PlacePost(people.soest, asked.commandId, { ...question, title: 'Anders' }))).toEqual(
      ['COMMAND_REUSED input.commandId'],
    );
    expect(await desk.events()).toHaveLength(1);
  });

  it.each<[string, Partial<PlaceInput>, string]>([
    ['a V-nummer', { text: 'Het gaat om V-2770000001.' }, 'PERSONAL_DATA_SUSPECTED input.text'],
    ['somebody by name', { text: 'Mevrouw Voorbeeld wacht al lang.' }, 'PERSONAL_DATA_SUSPECTED input.text'],
    ['how to reach somebody', { title: 'Bel 06-12345678' }, 'PERSONAL_DATA_SUSPECTED input.title'],
    ['a birth date', { text: 'Het kind is geboren op 3 mei.' }, 'PERSONAL_DATA_SUSPECTED input.text'],
    ['a name among the topics', { topics: ['familie Voorbeeld'] }, 'PERSONAL_DATA_SUSPECTED input.topics.0'],
    ['no title', { title: '  ' }, 'FIELD_EMPTY input.title'],
    ['a text without end', { text: 'a'.repeat(4_001) }, 'TEXT_TOO_LONG input.text'],
    ['six topics', { topics: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'NUMBER_OUT_OF_RANGE input.topics'],
    ['control characters', { title: 'a\u0000b' }, 'TEXT_INVALID input.title'],
  ])('refuses %s', async (_, input, refusal) => {
    expect(await desk.refusals(place(people.soest, input))).toEqual([refusal]);
    expect(await desk.events()).toEqual([]);
  });

  it('takes answers from whoever may read the post and write', async () => {
    const post = await desk.idOf(place(people.soest));
    for (const who of [people.zeist, people.coordinator, people.team]) {
      expect(await desk.refusals(answer(who, post))).toEqual([]);
    }
    expect((await desk.events()).at(-1)).toMatchObject({ data: { author: { role: 'support-team' } } });
    expect(await desk.refusals(answer(people.supervisor, post))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(answer(people.zeist, 'nowhere'))).toEqual(['NOT_FOUND ']);
    expect(await desk.refusals(answer(people.zeist, post, 'Bel de heer Voorbeeld'))).toEqual([
      'PERSONAL_DATA_SUSPECTED input.text',
    ]);
  });

  it('lets those who asked say which answer helped, and nobody else of another municipality', async () => {
    const post = await desk.idOf(place(people.soest));
    const helped = await desk.idOf(answer(people.zeist, post));
    expect(await desk.refusals(solve(people.zeist, post, helped))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(solve(people.team, post, helped))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(solve(people.soestManager, post, helped))).toEqual([]);
    expect(await desk.refusals(solve(people.soest, post, 'another'))).toEqual(['ANSWER_UNKNOWN input.answer']);
  });

  it('lets authors, their municipality and the coordinator withdraw, and nobody else', async () => {
    const post = await desk.idOf(place(people.team));
    const given = await desk.idOf(answer(people.zeist, post));
    expect(await desk.refusals(withdraw(people.soest, post, given))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(withdraw(people.team, post, given))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(withdraw(people.zeist, post, given))).toEqual([]);
    expect(await desk.refusals(withdraw(people.zeist, post))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(withdraw(people.anotherOfTheTeam, post))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(withdraw(people.team, post))).toEqual([]);
    expect(await desk.refusals(withdraw(people.coordinator, post))).toEqual(['POST_WITHDRAWN input.post']);
    const other = await desk.idOf(place(people.soest));
    expect(await desk.refusals(withdraw(people.coordinator, other))).toEqual([]);
  });

  it('does not let an author who now works elsewhere withdraw for the municipality that they left', async () => {
    const post = await desk.idOf(place(people.soest));
    expect(await desk.refusals(withdraw({ ...people.soest, organisation: ZEIST }, post))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(withdraw(people.soestManager, post))).toEqual([]);
  });
});
