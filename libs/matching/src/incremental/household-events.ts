import { ok, type Result } from '#libs/kernel';
import type { Admission, LiveHousehold } from './admission.js';
import { HouseholdRow, type DwellingWorth } from './household-row.js';
import type { LiveNetwork } from './live-network.js';
import type { Change, Repairs } from './repairs.js';

/** Households that come, change and go. */
export class HouseholdEvents {
  constructor(
    private readonly network: LiveNetwork,
    private readonly admission: Admission,
    private readonly repairs: Repairs,
  ) {}

  add({ municipality, pairs }: LiveHousehold): Result<Change & { readonly household: number }> {
    const admitted = this.admission.household({ municipality, pairs });
    if (!admitted.ok) return admitted;
    const household = this.enter(municipality, pairs);
    const done = this.repairs.end();
    return done.ok ? ok({ household, ...done.value }) : done;
  }

  /** Its unit looks for a dwelling, or else goes to its municipality. */
  enter(municipality: number, pairs: readonly DwellingWorth[]): number {
    const { network, repairs } = this;
    repairs.begin();
    const h = network.newHousehold(
      municipality,
      HouseholdRow.of(pairs, network.packing, () => false),
    );
    repairs.note(h);
    repairs.send({ household: h }, municipality);
    return h;
  }

  change(h: number, { municipality, pairs }: LiveHousehold): Result<Change> {
    const free = this.admission.freeHousehold(h);
    if (!free.ok) return free;
    const admitted = this.admission.household({ municipality, pairs });
    if (!admitted.ok) return admitted;
    const { network, repairs } = this;
    const from = network.householdMunicipality[h]!;
    const placed = network.seat[h]! >= 0;
    const anchor = network.anchor(h);
    const before = network.row[h]!;
    repairs.begin();
    repairs.detach(h);
    // The municipality that it leaves has a unit too many, and its dwelling one too few.
    if (from !== municipality && placed) repairs.send({ node: from }, anchor);
    network.householdMunicipality[h] = municipality;
    network.replaceRow(
      h,
      HouseholdRow.of(pairs, network.packing, (d) => before.isVetoed(d)),
    );
    repairs.send({ household: h }, from === municipality ? anchor : municipality);
    return repairs.end(() => {
      network.householdMunicipality[h] = from;
      network.replaceRow(h, before);
    });
  }

  withdraw(h: number): Result<Change> {
    const free = this.admission.freeHousehold(h);
    if (!free.ok) return free;
    const { network, repairs } = this;
    const placed = network.seat[h]! >= 0;
    const anchor = network.anchor(h);
    repairs.begin();
    repairs.detach(h);
    if (placed) repairs.send({ node: network.householdMunicipality[h]! }, anchor);
    const done = repairs.end();
    if (done.ok) network.forgetHousehold(h);
    return done;
  }
}
