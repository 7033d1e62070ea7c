import { accept, canonicalJson, refuse, unreachable, type Decider } from '#libs/kernel';
import type { PolicyAdopted } from './policy.events.js';

export interface AdoptVersion {
  readonly type: 'AdoptVersion';
  readonly adopted: PolicyAdopted;
}

/** Versions of one policy by name. */
export type AdoptedVersions = Readonly<Record<string, PolicyAdopted>>;

/**
 * The versions of one policy. Their validities may overlap: which one holds is decided on reading (`inForce`), so that a
 * change with effect from today leaves what was adopted for later alone.
 */
export const policyDecider: Decider<AdoptedVersions, AdoptVersion, PolicyAdopted> = {
  initial: {},

  evolve(state, event) {
    switch (event.type) {
      case 'PolicyAdopted':
        return { ...state, [event.version]: event };
      default:
        return unreachable(event.type);
    }
  },

  decide({ adopted }, state) {
    if (adopted.validUntil !== null && adopted.validUntil <= adopted.validFrom) {
      return refuse('VALIDITY_INVALID', 'de einddatum moet na de begindatum liggen', ['input', 'validUntil']);
    }
    const earlier = state[adopted.version];
    if (earlier === undefined) return accept(adopted);
    // The same version with the same content again is nothing new; other content needs a name of its own.
    if (canonicalJson({ ...earlier }) === canonicalJson({ ...adopted })) return accept();
    return refuse(
      'POLICY_VERSION_EXISTS',
      `versie ${adopted.version} van het beleid “${adopted.policy}” bestaat al met een andere inhoud`,
      ['input', 'version'],
    );
  },
};
