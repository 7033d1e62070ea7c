import { localDateSchema, municipalityCodeSchema } from '#libs/kernel';
import { z } from 'zod';

export const POST_KINDS = ['question', 'experience'] as const;
export type PostKind = (typeof POST_KINDS)[number];

/** Who may read a post: those of the platform, or those who supervise as well [domain.md §7]. */
export const AUDIENCES = ['platform', 'supervision'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Why a post or an answer is no longer shown. */
export const WITHDRAWALS = ['mistake', 'outdated', 'personal-data', 'against-rules'] as const;
export type Withdrawal = (typeof WITHDRAWALS)[number];

/** What keeps a municipality from housing people. */
export const OBSTACLE_KINDS = [
  'housing-supply',
  'permit-procedure',
  'neighbourhood',
  'contractor',
  'finance',
  'other',
] as const;
export type ObstacleKind = (typeof OBSTACLE_KINDS)[number];

/** Support teams to which supervisors refer an obstacle [voortgangsrapportage 2022-2/2023-1: Kansenmakersteam, Programma Versnelling Woningbouw]. */
export const SUPPORT_TEAMS = ['kansenmakersteam', 'versnelling-woningbouw', 'other'] as const;
export type SupportTeam = (typeof SUPPORT_TEAMS)[number];

/** How an obstacle ended; `withdrawn`: the municipality no longer asks for help. */
export const OBSTACLE_OUTCOMES = ['solved', 'partly-solved', 'not-solvable', 'withdrawn'] as const;
export type ObstacleOutcome = (typeof OBSTACLE_OUTCOMES)[number];

/** Longest texts, in characters: an event of the log holds 64 KB. */
export const MOST_TITLE = 150;
export const MOST_TEXT = 4_000;
export const MOST_NEXT_STEP = 500;
export const MOST_TOPIC = 40;
/** More words than this tell nobody what a post is about. */
export const MOST_TOPICS = 5;
/** A thread or a file is read as a whole: beyond this it is another question, or another obstacle. */
export const MOST_ANSWERS = 200;
export const MOST_FOLLOW_UPS = 200;
/** More dwellings or places at stake than this is a slip of the hand. */
export const MOST_AT_STAKE = 100_000;

/** Words that several events use. What `describe` says stands in the released schemas and in docs/events.md. */
const id = (of: string) => z.string().min(1).max(64).describe(`Id of the ${of}.`);
const post = id('post');
const answer = id('answer');
const obstacle = id('obstacle');
const municipality = municipalityCodeSchema.describe('CBS code of the municipality that raised it.');
const title = z.string().min(1).max(MOST_TITLE).describe('In a few words; about practice, never about a household.');
const text = z.string().min(1).max(MOST_TEXT).describe('About practice, never about a household.');
const atStake = (what: string) => z.int().min(0).max(MOST_AT_STAKE).nullable().describe(`${what}; null: not said.`);

/** Who wrote it, as others see it: never the person, who stands in the circumstances of the event only. */
export const authorSchema = z.object({
  role: z.string().min(1).max(40).describe('Role of the author.'),
  municipality: municipalityCodeSchema.nullable().describe('Municipality of the author; null: of no single one.'),
});
export type Author = z.infer<typeof authorSchema>;
const author = authorSchema.describe('Who wrote it: role and municipality, never a person.');

/** What was agreed to happen next, and by when. */
export const nextStepSchema = z.object({
  text: z.string().min(1).max(MOST_NEXT_STEP).describe('What is to happen.'),
  term: localDateSchema.describe('Last day on which it is in time.'),
});
export type NextStep = z.infer<typeof nextStepSchema>;

/** First event of every post. */
export const postPlaced = z.object({
  type: z.literal('PostPlaced'),
  post,
  kind: z.enum(POST_KINDS).describe('A question asks for answers; an experience is told.'),
  municipality: municipalityCodeSchema
    .nullable()
    .describe('CBS code of the municipality that it is about; null: none.'),
  audience: z.enum(AUDIENCES).describe('platform: those of the platform only; supervision: supervisors as well.'),
  title,
  text,
  topics: z.array(z.string().min(1).max(MOST_TOPIC)).max(MOST_TOPICS).describe('Words by which it can be found.'),
  author,
});

export const postAnswered = z.object({ type: z.literal('PostAnswered'), post, answer, text, author });

/** No longer shown, nor are its answers. */
export const postWithdrawn = z.object({
  type: z.literal('PostWithdrawn'),
  post,
  reason: z.enum(WITHDRAWALS).describe('Why.'),
});

export const answerWithdrawn = z.object({
  type: z.literal('AnswerWithdrawn'),
  post,
  answer,
  reason: z.enum(WITHDRAWALS).describe('Why.'),
  reopened: z.boolean().describe('The question was solved by this answer, and no longer is.'),
});

/** Another answer than before may take its place. */
export const questionSolved = z.object({ type: z.literal('QuestionSolved'), post, answer });

export const postEvent = z.discriminatedUnion('type', [
  postPlaced,
  postAnswered,
  postWithdrawn,
  answerWithdrawn,
  questionSolved,
]);
export type PostEvent = z.infer<typeof postEvent>;

/** First event of every obstacle. */
export const obstacleRaised = z.object({
  type: z.literal('ObstacleRaised'),
  obstacle,
  municipality,
  kind: z.enum(OBSTACLE_KINDS).describe('What stands in the way.'),
  title,
  text,
  dwellings: atStake('Dwellings that it holds up'),
  places: atStake('Places for people that it holds up'),
  on: localDateSchema.describe('Day on which it was raised.'),
});

/** To a first team, or on to another. */
export const obstacleReferred = z.object({
  type: z.literal('ObstacleReferred'),
  obstacle,
  municipality,
  team: z.enum(SUPPORT_TEAMS).describe('The support team that takes it on.'),
  on: localDateSchema.describe('Day of the referral.'),
});

/** What was done about it. The next step takes the place of the one before. */
export const obstacleFollowedUp = z.object({
  type: z.literal('ObstacleFollowedUp'),
  obstacle,
  municipality,
  on: localDateSchema.describe('Day on which it was done.'),
  text,
  nextStep: nextStepSchema.nullable().describe('What was agreed to happen next; null: nothing.'),
});

export const obstacleClosed = z.object({
  type: z.literal('ObstacleClosed'),
  obstacle,
  municipality,
  outcome: z.enum(OBSTACLE_OUTCOMES).describe('How it ended.'),
  on: localDateSchema.describe('Day on which it ended.'),
});

export const obstacleEvent = z.discriminatedUnion('type', [
  obstacleRaised,
  obstacleReferred,
  obstacleFollowedUp,
  obstacleClosed,
]);
export type ObstacleEvent = z.infer<typeof obstacleEvent>;
export type ForumEvent = PostEvent | ObstacleEvent;

/** Streams of this context, named once. */
export const postStream = (id: string): string => `post-${id}`;
export const obstacleStream = (id: string): string => `obstacle-${id}`;
