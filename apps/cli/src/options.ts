import type { Role } from '#libs/access';
import type { Scale, Simulated } from '#libs/matching';

export interface ForgetOptions extends StoreOptions {
  readonly municipality: string;
  readonly request?: true;
  readonly approve?: true;
  readonly approvedBy?: string;
}

/** Options that every command has. */
export interface StoreOptions {
  readonly json?: true;
  readonly data?: string;
  readonly token?: string;
}

export interface ImportOptions extends StoreOptions {
  readonly dryRun?: true;
  /** Of `koppelingen` only, with the two after it. */
  readonly whole?: true;
  readonly of?: string;
  readonly on?: string;
}

export interface FiguresOptions extends StoreOptions {
  readonly period: string;
  readonly municipality?: string;
  readonly province?: string;
  readonly country?: true;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly basis?: 'computed' | 'published';
  readonly administration?: 'own' | 'coa' | 'province';
  readonly position?: number;
}

export const IMPORT_KINDS = [
  'targets',
  'published',
  'populations',
  'realisations',
  'assessments',
  'koppelingen',
  'dwellings',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

type TokenRole = Exclude<Role, 'public'>;

/** Who can get a token: everybody but `public`, who needs none. Spelt out here, so that `--help` loads nothing. */
const GETS_TOKEN: Readonly<Record<TokenRole, true>> = {
  municipality: true,
  'municipal-manager': true,
  coordinator: true,
  'coa-liaison': true,
  'housing-corporation': true,
  'support-team': true,
  supervisor: true,
  'supervisor-approver': true,
  'board-reader': true,
  auditor: true,
  operator: true,
};
export const TOKEN_ROLES = Object.keys(GETS_TOKEN) as readonly TokenRole[];

export interface TokenOptions extends StoreOptions {
  readonly role: TokenRole;
  readonly organisation?: string;
  readonly subject: string;
  readonly hours: number;
}

/** Sizes of invented instances; written out, so that `--help` loads no generator. */
export const SCALES = ['province', 'country', 'thin'] as const satisfies readonly Scale[];

/** Written out as those are. */
export const SIMULATED = [
  'local',
  'swaps',
  'weekly',
  'daily',
  'daily-persons',
  'daily-in-time',
  'hindsight',
] as const satisfies readonly Simulated[];

export interface SimulateOptions extends StoreOptions {
  readonly seeds: number;
  /** The first; the others follow it. */
  readonly seed: number;
  readonly days: number;
  readonly policies: readonly Simulated[];
  readonly dwellings?: number;
  readonly answerDays?: number;
  readonly tries?: number;
  readonly workers?: number;
}
