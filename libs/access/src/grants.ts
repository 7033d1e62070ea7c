import {
  COUNTRY,
  isMunicipalityCode,
  isProvinceCode,
  type MunicipalityCode,
  type ProvinceCode,
  type Scope,
} from '#libs/kernel';
import type { Identity, Role } from './identity.js';
import type { Grant } from './policy-table.js';

/**
 * What an operation is about. A municipality does not tell its province here: whoever asks passes `province`
 * (null where the municipalities lie in several).
 */
export interface AccessObject {
  readonly municipality?: MunicipalityCode;
  readonly municipalities?: readonly MunicipalityCode[];
  readonly province?: ProvinceCode | null;
  readonly scope?: Scope;
  /** The administration whose row it is: `own`, `coa`, `province`. */
  readonly administration?: string;
  /** Who publishes: `province`, `rijk`, `coa`, `municipality`. */
  readonly source?: string;
  readonly basis?: string;
  /** Regions in which all of the municipalities lie. */
  readonly regions?: readonly string[];
  /** Municipalities that take part with this one in an exchange that is still open. */
  readonly partners?: readonly MunicipalityCode[];
  /** For whom a post is meant: `platform`, or `supervision` as well. */
  readonly audience?: string;
  /** The obstacle was referred to a support team, whatever became of it since. */
  readonly referred?: boolean;
}

/** Those for whom a post is only meant where it says so [domain.md §7]. */
const SUPERVISION: readonly Role[] = ['supervisor', 'supervisor-approver', 'board-reader'];

interface Extent {
  readonly municipalities: readonly MunicipalityCode[];
  readonly province: ProvinceCode | null;
  /** A province or the country as a whole. Not by one administration: a list that one municipality alone keeps has its sum. */
  readonly isSum: boolean;
}

function extentOf(object: AccessObject): Extent {
  const municipalities = new Set(object.municipalities ?? []);
  if (object.municipality !== undefined) municipalities.add(object.municipality);
  if (object.scope !== undefined && isMunicipalityCode(object.scope)) municipalities.add(object.scope);
  const province =
    object.scope !== undefined && isProvinceCode(object.scope) ? object.scope : (object.province ?? null);
  const isSum =
    municipalities.size === 0 &&
    object.administration === undefined &&
    object.scope !== undefined &&
    (object.scope === COUNTRY || isProvinceCode(object.scope));
  return { municipalities: [...municipalities], province, isSum };
}

/** Whether a circumstance of the policy table holds for this person and this object. What is not known does not hold. */
export function holds(grant: Grant, identity: Identity, object: AccessObject): boolean {
  const extent = extentOf(object);
  const ownMunicipality =
    extent.municipalities.length > 0 && extent.municipalities.every((code) => code === identity.organisation);
  const ownProvince = extent.province !== null && extent.province === identity.organisation && object.scope !== COUNTRY;
  switch (grant) {
    case 'any':
      return true;
    case 'sums':
      return extent.isSum;
    case 'published':
      return object.basis === 'published';
    case 'own-municipality':
      return ownMunicipality;
    case 'own-municipality-as-publisher':
      return ownMunicipality && object.source === 'municipality';
    case 'own-municipality-own-administration':
      return ownMunicipality && object.administration === 'own';
    case 'coa-administration':
      return object.administration === 'coa';
    case 'own-province':
      return ownProvince;
    case 'own-region':
      return ownProvince || (identity.organisation !== null && (object.regions ?? []).includes(identity.organisation));
    case 'own-party':
      return extent.municipalities.some((code) => code === identity.organisation);
    case 'own-open-exchange':
      return (object.partners ?? []).some((code) => code === identity.organisation);
    case 'audience':
      return (
        object.audience === 'supervision' || (object.audience === 'platform' && !SUPERVISION.includes(identity.role))
      );
    case 'referred':
      return object.referred === true;
    case 'own-province-as-publisher':
      return ownProvince && object.source === 'province';
  }
}
