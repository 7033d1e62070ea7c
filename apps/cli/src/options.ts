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
