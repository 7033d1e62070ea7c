import type { RecordedEvent } from '#libs/event-store';
import { unreachable } from '#libs/kernel';
import type { Change, Projection, Row } from '#libs/projections';
import { obstacleEvent, postEvent, type Author, type ObstacleEvent, type PostEvent } from '../domain/forum.events.js';
import { forumTables } from './forum.tables.js';

/** Name of the read model of the forum and of obstacles. */
export const FORUM = 'forum';

const POST_EVENTS: ReadonlySet<string> = new Set(postEvent.options.map(({ shape }) => shape.type.value));
const OBSTACLE_EVENTS: ReadonlySet<string> = new Set(obstacleEvent.options.map(({ shape }) => shape.type.value));

/** Every row follows from one stream alone. What was withdrawn leaves no text behind. */
export const forumProjection: Projection = {
  name: FORUM,
  version: 1,
  tables: forumTables,

  project(event) {
    const { type, data } = event;
    if (POST_EVENTS.has(type)) return ofPost(postEvent.parse({ ...data, type }), event);
    if (OBSTACLE_EVENTS.has(type)) return ofObstacle(obstacleEvent.parse({ ...data, type }), event);
    return [];
  },

  touches({ type, data }) {
    if (POST_EVENTS.has(type)) return ['posts'];
    if (OBSTACLE_EVENTS.has(type)) return [`obstacles/${obstacleEvent.parse({ ...data, type }).municipality}`];
    return [];
  },
};

const written = ({ role, municipality }: Author): Row => ({ author_role: role, author_municipality: municipality });
const put = (table: string, key: Row, row: Row): Change => ({ kind: 'put', table, key, row });
const answersOf = (post: string, more: number): Change => ({
  kind: 'add',
  table: 'post',
  key: { post },
  amounts: { answers: more },
});

function ofPost(event: PostEvent, { position, recordedAt }: RecordedEvent): readonly Change[] {
  const { post } = event;
  switch (event.type) {
    case 'PostPlaced': {
      const { kind, municipality, audience, title, text, topics, author } = event;
      const row = { position, kind, municipality, audience, title, text, topics: JSON.stringify(topics) };
      return [put('post', { post }, { ...row, ...written(author), placed_at: recordedAt, answers: 0 })];
    }
    case 'PostAnswered': {
      const { answer, text, author } = event;
      const row = { post, position, text, ...written(author), answered_at: recordedAt };
      return [put('answer', { answer }, row), answersOf(post, 1)];
    }
    case 'PostWithdrawn':
      return [put('post', { post }, { withdrawn: event.reason, title: null, text: null, topics: '[]' })];
    case 'AnswerWithdrawn': {
      const gone = put('answer', { answer: event.answer }, { withdrawn: event.reason, text: null });
      const reopened = event.reopened ? [put('post', { post }, { solved_by: null })] : [];
      return [gone, answersOf(post, -1), ...reopened];
    }
    case 'QuestionSolved':
      return [put('post', { post }, { solved_by: event.answer })];
    default:
      return unreachable(event);
  }
}

function ofObstacle(event: ObstacleEvent, { position }: RecordedEvent): readonly Change[] {
  const { obstacle, on } = event;
  const key = { obstacle };
  switch (event.type) {
    case 'ObstacleRaised': {
      const { municipality, kind, title, text, dwellings, places } = event;
      const row = { position, municipality, kind, title, text, dwellings, places, raised_on: on };
      return [put('obstacle', key, { ...row, state: 'raised', follow_ups: 0 })];
    }
    case 'ObstacleReferred':
      return [put('obstacle', key, { state: 'referred', team: event.team, referred_on: on })];
    case 'ObstacleFollowedUp': {
      const { text, nextStep } = event;
      const next = { next_step: nextStep?.text ?? null, next_term: nextStep?.term ?? null };
      return [
        { kind: 'insert', table: 'follow_up', row: { position, obstacle, on, text, ...next } },
        put('obstacle', key, next),
        { kind: 'add', table: 'obstacle', key, amounts: { follow_ups: 1 } },
      ];
    }
    case 'ObstacleClosed': {
      const nothing = { next_step: null, next_term: null };
      return [put('obstacle', key, { state: 'closed', outcome: event.outcome, closed_on: on, ...nothing })];
    }
    default:
      return unreachable(event);
  }
}
