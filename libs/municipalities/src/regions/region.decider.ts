import { accept, canonicalJson, refusal, refused, type Decider, type Refusal } from '#libs/kernel';
import type { RegionDefined } from './region.events.js';
import type { Region } from './region-in-force.js';

export interface DefineRegion {
  readonly type: 'DefineRegion';
  readonly region: Region;
}

const FEWEST = 2;

function faultsOf({ municipalities, validFrom, validUntil }: Region): readonly Refusal[] {
  const faults: Refusal[] = [];
  if (municipalities.length < FEWEST) {
    const message = 'een regio heeft ten minste twee gemeenten; één gemeente ruilt niet met zichzelf';
    faults.push(refusal('REGION_TOO_SMALL', message, ['input', 'municipalities'], { least: FEWEST }));
  }
  if (validUntil !== null && validUntil <= validFrom) {
    const message = 'de einddatum moet na de begindatum liggen';
    faults.push(refusal('VALIDITY_INVALID', message, ['input', 'validUntil'], { validFrom }));
  }
  return faults;
}

/** Every version of every region, in the order in which they were defined; which one holds is decided on reading. */
export const regionDecider: Decider<readonly Region[], DefineRegion, RegionDefined> = {
  initial: [],
  evolve: (state, { type: _type, ...region }) => [...state, region],
  decide({ region }, state) {
    const faults = faultsOf(region);
    if (faults.length > 0) return refused(...faults);
    const ofThatDay = state.filter(
      (version) => version.region === region.region && version.validFrom === region.validFrom,
    );
    const last = ofThatDay.at(-1);
    // Said before, and nothing else since: the same again would only make the log longer.
    if (last !== undefined && canonicalJson({ ...last }) === canonicalJson({ ...region })) return accept();
    return accept({ type: 'RegionDefined', ...region });
  },
};
