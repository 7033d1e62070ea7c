import { municipalityCodeSchema } from '#libs/kernel';
import fc from 'fast-check';
import { MOST_ANSWERS, WITHDRAWALS, type PostEvent, type PostKind } from './forum.events.js';
import { postDecider, type Post, type PostCommand } from './post.decider.js';

const { decide, evolve, initial } = postDecider;
const author = { role: 'municipality', municipality: municipalityCodeSchema.parse('GM0342') };
const place = (kind: PostKind = 'question'): PostCommand => ({
  type: 'Place',
  placed: {
    post: 'p',
    kind,
    municipality: author.municipality,
    audience: 'platform',
    title: 'Grote gezinnen',
    text: 'Wie heeft er woningen met zes kamers?',
    topics: ['woningen'],
    author,
  },
});
const answer = (id: string): PostCommand => ({
  type: 'Answer',
  answered: { post: 'p', answer: id, text: 'Vraag het de corporatie.', author },
});
const solve = (id: string): PostCommand => ({ type: 'Solve', post: 'p', answer: id });
const withdraw: PostCommand = { type: 'Withdraw', post: 'p', reason: 'outdated' };
const withdrawAnswer = (id: string): PostCommand => ({
  type: 'WithdrawAnswer',
  post: 'p',
  answer: id,
  reason: 'mistake',
});

const eventsOf = (commands: readonly PostCommand[]): readonly PostEvent[] => {
  const events: PostEvent[] = [];
  let state: Post = initial;
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.ok) continue;
    events.push(...decision.value);
    state = decision.value.reduce(evolve, state);
  }
  return events;
};
const after = (...commands: readonly PostCommand[]): Post => eventsOf(commands).reduce(evolve, initial);
const outcomeOf = (command: PostCommand, state: Post): string | undefined => {
  const decision = decide(command, state);
  return decision.ok ? decision.value.map(({ type }) => type).join() : decision.refusals[0]?.code;
};

describe('a post', () => {
  it('is placed once, and answered by many', () => {
    expect(outcomeOf(place(), initial)).toBe('PostPlaced');
    expect(outcomeOf(place(), after(place()))).toBe('');
    expect(outcomeOf(answer('a'), after(place()))).toBe('PostAnswered');
    expect(outcomeOf(answer('a'), after(place(), answer('a')))).toBe('');
    expect(outcomeOf(answer('a'), initial)).toBe('POST_UNKNOWN');
  });

  it('takes no more answers than can be read as one thread', () => {
    const full = after(place(), ...Array.from({ length: MOST_ANSWERS }, (_, n) => answer(`a${n}`)));
    expect(outcomeOf(answer('one-more'), full)).toBe('TOO_MANY_ANSWERS');
  });

  it('is solved by an answer that stands there, when it is a question', () => {
    expect(outcomeOf(solve('a'), after(place(), answer('a')))).toBe('QuestionSolved');
    expect(outcomeOf(solve('b'), after(place(), answer('a'), answer('b'), solve('a')))).toBe('QuestionSolved');
    expect(outcomeOf(solve('a'), after(place(), answer('a'), solve('a')))).toBe('');
    expect(outcomeOf(solve('b'), after(place(), answer('a')))).toBe('ANSWER_UNKNOWN');
    expect(outcomeOf(solve('toString'), after(place(), answer('a')))).toBe('ANSWER_UNKNOWN');
    expect(outcomeOf(solve('a'), after(place(), answer('a'), withdrawAnswer('a')))).toBe('ANSWER_WITHDRAWN');
    expect(outcomeOf(solve('a'), after(place('experience'), answer('a')))).toBe('NOT_A_QUESTION');
  });

  it('is open again when the answer that solved it is withdrawn, and only then', () => {
    const solved = [place(), answer('a'), answer('b'), solve('a')];
    expect(eventsOf([...solved, withdrawAnswer('a')]).at(-1)).toMatchObject({ answer: 'a', reopened: true });
    expect(eventsOf([...solved, withdrawAnswer('b')]).at(-1)).toMatchObject({ answer: 'b', reopened: false });
    expect(after(...solved, withdrawAnswer('a'))).toMatchObject({ solvedBy: null });
    expect(after(...solved, withdrawAnswer('b'))).toMatchObject({ solvedBy: 'a' });
  });

  it('ends when it is withdrawn', () => {
    const withdrawn = after(place(), answer('a'), withdraw);
    for (const command of [answer('b'), solve('a'), withdraw, withdrawAnswer('a')]) {
      expect(outcomeOf(command, withdrawn)).toBe('POST_WITHDRAWN');
    }
  });

  it('is never solved by what cannot be read, whatever people do', () => {
    const ids = fc.constantFrom('a', 'b', 'c');
    const commands = fc.oneof(
      fc.constantFrom(place('question'), place('experience')),
      ids.map(answer),
      ids.map(solve),
      fc
        .tuple(ids, fc.constantFrom(...WITHDRAWALS))
        .map(([id, reason]): PostCommand => ({ type: 'WithdrawAnswer', post: 'p', answer: id, reason })),
      { weight: 1, arbitrary: fc.constant(withdraw) },
    );
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 20 }), (history) => {
        const state = after(...history);
        if (state.status === 'unknown' || state.solvedBy === null) return;
        expect(state.kind).toBe('question');
        expect(state.answers[state.solvedBy]).toMatchObject({ withdrawn: false });
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});
