import type { Identity } from '#libs/access';
import type { MunicipalityCode, ProvinceCode, RegionCode } from '#libs/kernel';

export const SOEST = 'GM0342' as MunicipalityCode;
export const ZEIST = 'GM0355' as MunicipalityCode;
export const AMSTERDAM = 'GM0363' as MunicipalityCode;
const UTRECHT = 'PV26' as ProvinceCode;
/** A region over the border of the province. */
export const GOOI = 'RG-GOOI' as RegionCode;
const FLEVOLAND = 'PV24' as ProvinceCode;

const person = (actor: string, role: Identity['role'], organisation: Identity['organisation'] = null): Identity => ({
  actor: `test:${actor}`,
  role,
  organisation,
});

/** Functions, not persons. */
export const people = {
  soest: person('soest', 'municipality', SOEST),
  soestManager: person('soest-manager', 'municipal-manager', SOEST),
  zeist: person('zeist', 'municipality', ZEIST),
  coordinator: person('coordinator', 'coordinator', UTRECHT),
  coordinatorElsewhere: person('coordinator-elsewhere', 'coordinator', FLEVOLAND),
  coordinatorOfRegion: person('coordinator-region', 'coordinator', GOOI),
  team: person('team', 'support-team'),
  anotherOfTheTeam: person('team-2', 'support-team'),
  supervisor: person('supervisor', 'supervisor', UTRECHT),
  approver: person('approver', 'supervisor-approver', UTRECHT),
  auditor: person('auditor', 'auditor'),
  corporation: person('corporation', 'housing-corporation'),
  reader: person('reader', 'board-reader', UTRECHT),
  operator: person('operator', 'operator'),
  anyone: { actor: 'public', role: 'public', organisation: null },
} satisfies Record<string, Identity>;
