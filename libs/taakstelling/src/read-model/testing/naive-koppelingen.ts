/** As `naive-fold.ts`: told a second time, household by household, as slowly and plainly as can be. */
interface Row {
  readonly municipality: string;
  readonly on: string;
  readonly persons: number;
}

/** Event data of a household, read by name whatever the type; `openKoppelingen` is what is checked, and never read. */
interface HouseholdData {
  readonly household: string;
  readonly becomes: Row | null;
  readonly fromOpen: number;
  readonly municipality: string;
  readonly coupledOn: string;
  readonly on: string;
  readonly from: string;
  readonly to: string;
  readonly persons: number;
  readonly open: number;
  readonly counted: Row | null;
  readonly was: Row;
  readonly exchange: string | null;
}

export interface HouseholdFactSeen {
  readonly type: string;
  readonly data: unknown;
  /** Whether it was known at the moment that is asked about. */
  readonly isKnown: boolean;
}

type Per = Map<string, number>;
const add = (to: Per, key: string, n: number): void => void to.set(key, (to.get(key) ?? 0) + n);

interface Coupled {
  readonly since: string;
  readonly municipality: string | null;
  /** Where COA of its own accord had coupled it. */
  readonly byCoa: string | null;
}

/** On one day, by all that was recorded of one household: who had its persons still to house, with and without exchanges. */
function balanceOn(day: string, recorded: readonly HouseholdFactSeen[]): { with: Per; without: Per } {
  const coupled: Coupled[] = [];
  const waiting: { on: string; persons: number }[] = [];
  let counted: { on: string; municipality: string; persons: number; fromOpen: number }[] = [];
  // From the end of a koppeling on nobody waits, but who is housed later: day after day as many leave as make that so.
  const gone = (end: string): void => {
    const days = [end, ...[...waiting, ...counted].map(({ on }) => on).filter((on) => on > end)];
    const housed = counted.reduce((n, { fromOpen }) => n + fromOpen, 0);
    const before = [...waiting];
    let left = 0;
    for (const each of [...new Set(days)].sort()) {
      const came = before.reduce((n, { on, persons }) => n + (on <= each ? persons : 0), 0);
      const leave = counted.length === 0 ? came : Math.max(0, came - housed);
      waiting.push({ on: each, persons: left - leave });
      left = leave;
    }
  };
  for (const { type, data } of recorded) {
    const d = data as HouseholdData;
    const count = (fromOpen: number): void => {
      if (d.counted !== null) counted.push({ ...d.counted, fromOpen });
    };
    switch (type) {
      case 'KoppelingReceived':
        coupled.push({ since: d.coupledOn, municipality: d.municipality, byCoa: d.municipality });
        waiting.push({ on: d.coupledOn, persons: d.persons });
        break;
      case 'KoppelingMoved': {
        const byCoa = d.exchange === null ? d.to : (coupled.at(-1)?.byCoa ?? null);
        coupled.push({ since: d.on, municipality: d.to, byCoa });
        break;
      }
      case 'KoppelingEnded':
        gone(d.on);
        if (counted.length === 0) coupled.push({ since: d.on, municipality: null, byCoa: null });
        break;
      case 'HouseholdSplit':
        waiting.push({ on: d.on, persons: d.open });
        break;
      case 'HouseholdPersonsChanged':
        waiting.push({ on: d.on, persons: d.open });
        count(0);
        break;
      case 'HouseholdPlaced':
      case 'RestPlaced':
        count(d.open);
        break;
      case 'PlacementCorrected': {
        const { was, becomes, fromOpen, open } = d;
        const at = counted.findIndex((row) => row.on === was.on && row.persons === was.persons);
        counted = counted.filter((_, i) => i !== at);
        if (becomes !== null) counted.push({ ...becomes, fromOpen: fromOpen - open });
        // Of a reversed row also who never had waited: nareis after it, or the newborn.
        else waiting.push({ on: was.on, persons: open - fromOpen });
      }
    }
  }
  // Whoever waits on a day waits with the municipality that has the koppeling on that day; nothing waits before the first.
  const coupledOn = (on: string): Coupled =>
    coupled.findLast(({ since }) => since <= on) ?? { since: on, municipality: null, byCoa: null };
  const now = coupledOn(day);
  const still =
    waiting.reduce((n, { on, persons }) => n + (on <= day ? persons : 0), 0) -
    counted.reduce((n, { on, fromOpen }) => n + (on <= day ? fromOpen : 0), 0);
  const withThem: Per = new Map();
  const without: Per = new Map();
  if (now.municipality !== null) add(withThem, now.municipality, still);
  if (now.byCoa !== null) add(without, now.byCoa, still);
  for (const { on, municipality, persons } of counted) {
    const then = coupledOn(on);
    if (on > day || then.byCoa === null || then.municipality !== municipality) continue;
    // It counts where it lives; had it stayed, it would have counted where COA had coupled it.
    add(without, municipality, -persons);
    add(without, then.byCoa, persons);
  }
  return { with: withThem, without };
}

/** Persons that a municipality still had to house on a day; null where it never had any. */
export function stillToHouse(
  facts: readonly HouseholdFactSeen[],
  municipality: string,
  onDay: string,
  exchanges: 'with' | 'without',
): number | null {
  const households = new Map<string, HouseholdFactSeen[]>();
  for (const fact of facts) {
    const { household } = fact.data as Partial<HouseholdData>;
    if (household !== undefined) households.set(household, [...(households.get(household) ?? []), fact]);
  }
  let found = false;
  let persons = 0;
  for (const recorded of households.values()) {
    const days = new Set(recorded.flatMap((fact) => JSON.stringify(fact.data).match(/\d{4}-\d{2}-\d{2}(?=")/g) ?? []));
    recorded.forEach(({ isKnown }, i) => {
      if (!isKnown) return;
      // What a fact changed is what there was with it, less what there was without.
      const changed = (day: string): { with: number; without: number } => {
        const [before, after] = [balanceOn(day, recorded.slice(0, i)), balanceOn(day, recorded.slice(0, i + 1))];
        const of = (which: 'with' | 'without'): number =>
          (after[which].get(municipality) ?? 0) - (before[which].get(municipality) ?? 0);
        return { with: of('with'), without: of('without') };
      };
      persons += changed(onDay)[exchanges];
      for (const day of days) {
        if (day > onDay || found) continue;
        const { with: one, without: other } = changed(day);
        found = one !== 0 || other !== 0;
      }
    });
  }
  return found ? persons : null;
}
