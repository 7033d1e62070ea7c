import type { MunicipalityCode, ProvinceCode } from '#libs/kernel';

/** Roles of `domain.md` §7, and `operator`: the person at the machine itself, through the command line. */
export const ROLES = [
  'public',
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
] as const;
export type Role = (typeof ROLES)[number];

/** Who asks. Pseudonymous: `local:1000`, `demo:coordinator`, an issuer's subject. */
export interface Identity {
  readonly actor: string;
  readonly role: Role;
  /** The municipality or province that the person works for; null for those of no single one. */
  readonly organisation: MunicipalityCode | ProvinceCode | null;
}

export const ANONYMOUS: Identity = { actor: 'public', role: 'public', organisation: null };
