import { accept, refuse, unreachable, type Decider } from '#libs/kernel';
import {
  MOST_ANSWERS,
  type Audience,
  type Author,
  type PostEvent,
  type PostKind,
  type Withdrawal,
} from './forum.events.js';

interface Answer {
  readonly author: Author;
  readonly withdrawn: boolean;
}

/** A question or an experience with its answers, as far as rules depend on it. */
export type Post =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'placed' | 'withdrawn';
      readonly kind: PostKind;
      readonly audience: Audience;
      readonly author: Author;
      /** By id. */
      readonly answers: Readonly<Record<string, Answer>>;
      /** The answer by which a question was solved; null: none. */
      readonly solvedBy: string | null;
    };

export type PostCommand =
  | { readonly type: 'Place'; readonly placed: Omit<Extract<PostEvent, { type: 'PostPlaced' }>, 'type'> }
  | { readonly type: 'Answer'; readonly answered: Omit<Extract<PostEvent, { type: 'PostAnswered' }>, 'type'> }
  | { readonly type: 'Withdraw'; readonly post: string; readonly reason: Withdrawal }
  | { readonly type: 'WithdrawAnswer'; readonly post: string; readonly answer: string; readonly reason: Withdrawal }
  | { readonly type: 'Solve'; readonly post: string; readonly answer: string };

const POST = ['input', 'post'];
const ANSWER = ['input', 'answer'];

/** A post: placed once, answered many times, solved by one of its answers, perhaps withdrawn, which is the end of it. */
export const postDecider: Decider<Post, PostCommand, PostEvent> = {
  initial: { status: 'unknown' },

  evolve(state, event) {
    if (event.type === 'PostPlaced') {
      const { kind, audience, author } = event;
      return { status: 'placed', kind, audience, author, answers: {}, solvedBy: null };
    }
    if (state.status === 'unknown') return state;
    switch (event.type) {
      case 'PostAnswered': {
        const answer: Answer = { author: event.author, withdrawn: false };
        return { ...state, answers: { ...state.answers, [event.answer]: answer } };
      }
      case 'AnswerWithdrawn': {
        const answer = state.answers[event.answer];
        if (answer === undefined) return state;
        const answers = { ...state.answers, [event.answer]: { ...answer, withdrawn: true } };
        return { ...state, answers, solvedBy: event.reopened ? null : state.solvedBy };
      }
      case 'QuestionSolved':
        return { ...state, solvedBy: event.answer };
      case 'PostWithdrawn':
        return { ...state, status: 'withdrawn' };
      default:
        return unreachable(event);
    }
  },

  /** Refuses `POST_UNKNOWN`, `POST_WITHDRAWN`, `TOO_MANY_ANSWERS`, `ANSWER_UNKNOWN`, `ANSWER_WITHDRAWN`, `NOT_A_QUESTION`. */
  decide(command, state) {
    if (command.type === 'Place') {
      // The id follows from the command: what is there already is this very post.
      return state.status === 'unknown' ? accept({ ...command.placed, type: 'PostPlaced' }) : accept();
    }
    if (state.status === 'unknown') return refuse('POST_UNKNOWN', 'dit bericht is niet bekend', POST);
    if (state.status === 'withdrawn') return refuse('POST_WITHDRAWN', 'dit bericht is ingetrokken', POST);
    switch (command.type) {
      case 'Answer': {
        const { answered } = command;
        if (Object.hasOwn(state.answers, answered.answer)) return accept();
        if (Object.keys(state.answers).length >= MOST_ANSWERS) {
          const message = `dit bericht heeft al ${MOST_ANSWERS} antwoorden; plaats een nieuw bericht`;
          return refuse('TOO_MANY_ANSWERS', message, POST, { most: MOST_ANSWERS });
        }
        return accept({ ...answered, type: 'PostAnswered' });
      }
      case 'Withdraw':
        return accept({ type: 'PostWithdrawn', post: command.post, reason: command.reason });
      case 'WithdrawAnswer': {
        const { post, answer, reason } = command;
        const found = answerIn(state.answers, answer);
        if (!found.ok) return found;
        return accept({ type: 'AnswerWithdrawn', post, answer, reason, reopened: state.solvedBy === answer });
      }
      case 'Solve': {
        const { post, answer } = command;
        if (state.kind !== 'question') {
          return refuse('NOT_A_QUESTION', 'alleen een vraag kan met een antwoord zijn opgelost', POST);
        }
        const found = answerIn(state.answers, answer);
        if (!found.ok) return found;
        return state.solvedBy === answer ? accept() : accept({ type: 'QuestionSolved', post, answer });
      }
      default:
        return unreachable(command);
    }
  },
};

/** The answer, if it is there to be read. */
function answerIn(answers: Readonly<Record<string, Answer>>, answer: string) {
  const found = Object.hasOwn(answers, answer) ? answers[answer] : undefined;
  if (found === undefined) return refuse('ANSWER_UNKNOWN', 'dit antwoord staat niet bij dit bericht', ANSWER);
  if (found.withdrawn) return refuse('ANSWER_WITHDRAWN', 'dit antwoord is ingetrokken', ANSWER);
  return { ok: true as const, value: found };
}
