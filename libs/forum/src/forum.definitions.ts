import { defineEvent, type EventDefinition } from '#libs/event-catalogue';
import {
  answerWithdrawn,
  obstacleClosed,
  obstacleFollowedUp,
  obstacleRaised,
  obstacleReferred,
  postAnswered,
  postPlaced,
  postWithdrawn,
  questionSolved,
} from './domain/forum.events.js';

/** What this context adds to the catalogue of events. */
export const forumEvents: readonly EventDefinition[] = [
  defineEvent(postPlaced, {
    type: 'nl.bovenlokaal.forum.post-placed',
    summary: 'Somebody asked a question or told an experience, about practice and never about a household.',
  }),
  defineEvent(postAnswered, {
    type: 'nl.bovenlokaal.forum.post-answered',
    summary: 'Somebody answered a question or an experience. The answer has the audience of the post.',
  }),
  defineEvent(postWithdrawn, {
    type: 'nl.bovenlokaal.forum.post-withdrawn',
    summary: 'A post is no longer shown, nor are its answers.',
  }),
  defineEvent(answerWithdrawn, {
    type: 'nl.bovenlokaal.forum.answer-withdrawn',
    summary: 'An answer is no longer shown. A question that it solved is open again.',
  }),
  defineEvent(questionSolved, {
    type: 'nl.bovenlokaal.forum.question-solved',
    summary: 'Whoever asked a question says which answer helped. Another answer than before takes its place.',
  }),
  defineEvent(obstacleRaised, {
    type: 'nl.bovenlokaal.obstacle.raised',
    summary: 'A municipality tells what keeps it from housing people, and how much is held up by it.',
  }),
  defineEvent(obstacleReferred, {
    type: 'nl.bovenlokaal.obstacle.referred',
    summary: 'An obstacle was passed on to a support team, which sees it from then on.',
  }),
  defineEvent(obstacleFollowedUp, {
    type: 'nl.bovenlokaal.obstacle.follow-up-recorded',
    summary: 'Something was done about an obstacle, and perhaps a next step agreed, with its term.',
  }),
  defineEvent(obstacleClosed, {
    type: 'nl.bovenlokaal.obstacle.closed',
    summary: 'Nothing more is done about an obstacle: how it ended.',
  }),
];
