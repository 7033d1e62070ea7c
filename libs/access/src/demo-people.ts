import type { MunicipalityCode, ProvinceCode } from '#libs/kernel';
import type { Identity, Role } from './identity.js';

/** Somebody to sign in as in a demonstration. Nobody exists: an id tells a function and a place. */
export interface DemoPerson extends Identity {
  /** Dutch, for the list that is printed at start. */
  readonly title: string;
}

const PROVINCE = 'PV26' as ProvinceCode;
const UTRECHT = 'GM0344' as MunicipalityCode;
const ZEIST = 'GM0355' as MunicipalityCode;

const person = (
  name: string,
  role: Role,
  organisation: MunicipalityCode | ProvinceCode | null,
  title: string,
): DemoPerson => ({ actor: `demo:${name}`, role, organisation, title });

/** At least one person for every role that signs in; `public` needs no token and `operator` is whoever sits at the machine. */
export const demoPeople = (): readonly DemoPerson[] => [
  person('gemeente-utrecht', 'municipality', UTRECHT, 'Medewerker van de gemeente Utrecht'),
  person('gemeente-zeist', 'municipality', ZEIST, 'Medewerker van de gemeente Zeist'),
  person('leidinggevende-utrecht', 'municipal-manager', UTRECHT, 'Leidinggevende bij de gemeente Utrecht'),
  person('coordinator-utrecht', 'coordinator', PROVINCE, 'Coördinator van de provincie Utrecht'),
  person('coa', 'coa-liaison', null, 'Contactpersoon van het COA'),
  person('corporatie', 'housing-corporation', null, 'Medewerker van een woningcorporatie'),
  person('ondersteuning', 'support-team', null, 'Lid van het ondersteuningsteam'),
  person('toezichthouder-utrecht', 'supervisor', PROVINCE, 'Toezichthouder van de provincie Utrecht'),
  person('vaststeller-utrecht', 'supervisor-approver', PROVINCE, 'Tweede paar ogen van het toezicht in Utrecht'),
  person('statenlid-utrecht', 'board-reader', PROVINCE, 'Lezer voor Provinciale Staten van Utrecht'),
  person('auditor', 'auditor', null, 'Auditor'),
];
