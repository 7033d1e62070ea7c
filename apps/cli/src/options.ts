import type { Role } from '#libs/access';

/** Options that every command has. */
export interface StoreOptions {
  readonly json?: true;
  readonly data?: string;
  readonly token?: string;
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

export const IMPORT_KINDS = ['targets', 'published', 'populations', 'realisations', 'assessments'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Who can get a token: everybody but `public`, who needs none. Spelt out here, so that `--help` loads nothing. */
export const TOKEN_ROLES = [
  'municipality',
  'municipal-manager',
  'coordinator',
  'coa-liaison',
  'housing-corporation',
  'support-team',
  'supervisor',
  'supervisor-approver',
  'board-reader',
  'auditor',
  'operator',
] as const satisfies readonly Role[];

export interface TokenOptions extends StoreOptions {
  readonly role: (typeof TOKEN_ROLES)[number];
  readonly organisation?: string;
  readonly subject: string;
  readonly hours: number;
}
