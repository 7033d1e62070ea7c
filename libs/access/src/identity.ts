import type { MunicipalityCode, ProvinceCode, RegionCode } from '#libs/kernel';

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
  /** The municipality, province or region that the person works for; null for those of no single one. */
  readonly organisation: MunicipalityCode | ProvinceCode | RegionCode | null;
  /** For the audit line only; no decision rests on it. Left out by what the platform does of its own accord. */
  readonly circumstance?: Circumstance;
}

/** From where, and as part of what, something is asked. */
export interface Circumstance {
  /** `http`, `ws`, `sse`, `cli`. */
  readonly origin: string;
  readonly traceId: string;
}

export const ANONYMOUS: Identity = { actor: 'public', role: 'public', organisation: null };
