import {
  AnswerPost,
  CloseObstacle,
  FollowUpObstacle,
  PlacePost,
  RaiseObstacle,
  ReferObstacle,
  SolveQuestion,
} from '#libs/forum';
import { canonicalJson, idFrom } from '#libs/kernel';
import { demoPerson, official } from './demo-people.js';
import type { DemoPlan } from './demo-plan.js';
import { OBSTACLES, POSTS, type DemoObstacle, type DemoPost } from './forum-texts.js';

const COORDINATOR = demoPerson('coordinator');

/** Questions, experiences and what keeps municipalities from housing people. */
export function planForum(plan: DemoPlan): void {
  POSTS.forEach((post, i) => planPost(plan, `post ${i + 1}`, post));
  OBSTACLES.forEach((obstacle, i) => planObstacle(plan, `obstacle ${i + 1}`, obstacle));
}

const author = (plan: DemoPlan, name: string) =>
  name === 'coordinator'
    ? COORDINATOR
    : name === 'support-team'
      ? demoPerson('support-team')
      : official(plan.code(name));

function planPost(plan: DemoPlan, chain: string, post: DemoPost): void {
  const { placed, by, answers, solvedBy, kind, audience, title, text, topics } = post;
  const asker = author(plan, by);
  const first = plan.step(
    chain,
    placed,
    'place',
    (commandId) => new PlacePost(asker, commandId, { kind, audience, title, text, topics: [...topics] }),
  );
  const id = idFrom(canonicalJson(['post', asker.actor, first]));
  const given = answers.map((answer, i) => {
    const who = author(plan, answer.by);
    const step = plan.step(
      chain,
      placed + answer.after,
      `answer ${i + 1}`,
      (commandId) => new AnswerPost(who, commandId, { post: id, text: answer.text }),
    );
    return idFrom(canonicalJson(['answer', who.actor, step]));
  });
  const answer = solvedBy === undefined ? undefined : given[solvedBy - 1];
  if (answer === undefined) return;
  const last = Math.max(...answers.map(({ after }) => after));
  plan.step(chain, placed + last, 'solve', (commandId) => new SolveQuestion(asker, commandId, { post: id, answer }));
}

function planObstacle(plan: DemoPlan, chain: string, obstacle: DemoObstacle): void {
  const { raised, by, kind, title, text, dwellings, team, followUps = [], outcome } = obstacle;
  const municipality = plan.code(by);
  const who = official(municipality);
  const first = plan.step(chain, raised, 'raise', (commandId, on) => {
    return new RaiseObstacle(who, commandId, { municipality, kind, title, text, dwellings, places: null, on });
  });
  const id = idFrom(canonicalJson(['obstacle', who.actor, first]));
  if (team !== undefined) {
    plan.step(
      chain,
      raised + 4,
      'refer',
      (commandId, on) => new ReferObstacle(COORDINATOR, commandId, { obstacle: id, team, on }),
    );
  }
  let last = raised + 4;
  followUps.forEach(({ after, text: done, next }, i) => {
    last = raised + after;
    const nextStep = next === null ? null : { text: next, term: plan.day(last + 21) };
    plan.step(
      chain,
      last,
      `follow up ${i + 1}`,
      (commandId, on) =>
        new FollowUpObstacle(demoPerson('support-team'), commandId, { obstacle: id, text: done, nextStep, on }),
    );
  });
  if (outcome === undefined) return;
  plan.step(
    chain,
    last + 7,
    'close',
    (commandId, on) => new CloseObstacle(COORDINATOR, commandId, { obstacle: id, outcome, on }),
  );
}
