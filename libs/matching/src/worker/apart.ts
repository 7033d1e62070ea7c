import { packageFile, type Result } from '#libs/kernel';
import type { Answer } from '../answer/answer.js';
import type { Facts } from '../explain/explanation.js';
import type { SeedResult } from '../simulate/simulate.js';
import { inWorker, type Apart } from './in-worker.js';
import { WORKS, type Given, type Kind, type Question, type Works } from './work.js';

/** Gathered by the build from `matching.process.ts`. */
const PROGRAM = packageFile('dist/bin/matching.js');

/** Specs run the sources, of which no thread can be made; what lies in `dist` then may be of other sources. */
const FROM_SOURCES = import.meta.url.endsWith('.ts');

const apart = <K extends Kind>(kind: K, asked: Works[K]['asks'], options: Apart): Promise<Result<Works[K]['gives']>> =>
  FROM_SOURCES ? WORKS[kind](asked, (size) => options.onRead?.(size)) : inWorker(PROGRAM, { kind, asked }, options);

/**
 * Reads an instance and does `match` in a thread of its own, so that this one stays free: to the last byte the same answer. Refuses what
 * `readInstance`, `match` and `inWorker` refuse. From the sources (specs) it is done here, and can not be cancelled.
 */
export const matchApart = (given: Given, options: Apart = {}): Promise<Result<Answer>> =>
  apart('match', given, options);

/** The same of an explanation, verified there; what it was verified by stays there. `instance` is a document. */
export const explainApart = (given: Given, question: Question, options: Apart = {}): Promise<Result<Facts>> =>
  apart('explain', { ...given, question }, options);

/** The same of one simulated half year. */
export const simulateSeedApart = (asked: Works['simulate']['asks'], options: Apart = {}): Promise<Result<SeedResult>> =>
  apart('simulate', asked, options);
