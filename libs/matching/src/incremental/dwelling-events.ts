import { ok, type Result } from '#libs/kernel';
import type { Admission, LiveDwelling } from './admission.js';
import { isLess } from './limbs.js';
import type { LiveNetwork } from './live-network.js';
import type { Change, Repairs } from './repairs.js';

/** Dwellings that come, change and go. */
export class DwellingEvents {
  constructor(
    private readonly network: LiveNetwork,
    private readonly admission: Admission,
    private readonly repairs: Repairs,
  ) {}

  add({ municipality, pairs }: LiveDwelling): Result<Change & { readonly dwelling: number }> {
    const admitted = this.admission.dwelling({ municipality, pairs }, 1);
    if (!admitted.ok) return admitted;
    const { network, repairs } = this;
    const d = network.newDwelling(municipality);
    network.giveColumn(d, (all) => all.fillColumn(d, pairs, () => false));
    repairs.begin();
    this.#offer(d);
    const done = repairs.end();
    return done.ok ? ok({ dwelling: d, ...done.value }) : done;
  }

  /** A dwelling that nobody has: if someone would gain by it, its unit goes to look for them, from its municipality. */
  #offer(d: number): void {
    const { network } = this;
    const m = network.dwellingMunicipality[d]!;
    network.setPrice(d, network.openingPrice(d));
    if (!isLess(network.priceOfDwelling(d), network.price.at(m))) {
      network.settle(d);
      return;
    }
    network.use(d);
    this.repairs.send({ node: m }, network.firstDwelling + d);
  }

  change(d: number, { municipality, pairs }: LiveDwelling): Result<Change> {
    const free = this.admission.freeDwelling(d);
    if (!free.ok) return free;
    const admitted = this.admission.dwelling({ municipality, pairs }, 0);
    if (!admitted.ok) return admitted;
    const { network, repairs } = this;
    const from = network.dwellingMunicipality[d]!;
    const h = network.occupant[d]!;
    repairs.begin();
    if (h >= 0) repairs.detach(h);
    network.close(d);
    // The unit of the household that it leaves behind is missing in the municipality where the dwelling was.
    if (h >= 0 && from !== municipality) repairs.send({ household: h }, from);
    const before = network.emptyColumn(d);
    network.giveColumn(d, (all) => all.fillColumn(d, pairs, (household) => before.isVetoed(household)));
    network.dwellingMunicipality[d] = municipality;
    if (h < 0 || from !== municipality) this.#offer(d);
    else {
      network.setPrice(d, network.openingPrice(d));
      network.use(d);
      repairs.send({ household: h }, network.firstDwelling + d);
    }
    return repairs.end(() => {
      network.close(d);
      network.emptyColumn(d);
      network.giveColumn(d, (all) => all.restoreColumn(d, before));
      network.dwellingMunicipality[d] = from;
    });
  }

  withdraw(d: number): Result<Change> {
    const free = this.admission.freeDwelling(d);
    if (!free.ok) return free;
    const { network, repairs } = this;
    const h = network.occupant[d]!;
    repairs.begin();
    if (h >= 0) repairs.detach(h);
    network.close(d);
    if (h >= 0) repairs.send({ household: h }, network.dwellingMunicipality[d]!);
    const done = repairs.end();
    if (done.ok) network.forgetDwelling(d);
    return done;
  }
}
