/** As `naive-fold.ts`: told a second time, household by household, as slowly and plainly as can be. */
interface Row {
  readonly municipality: string;
  readonly on: string;
  readonly persons: number;
}

/** Event data of a household, read by name whatever the type. */
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

/** Persons that a municipality still had to house on a day; null where it never had any. */
export function stillToHouse(
  facts: readonly { readonly type: string; readonly data: unknown }[],
  municipality: string,
  onDay: string,
  exchanges: 'with' | 'without',
): number | null {
  let found = false;
  let persons = 0;
  const housed = new Map<string, Pick<Row, 'municipality' | 'on' | 'persons'>[]>();
  const add = (of: string, from: string, n: number): void => {
    if (of !== municipality || from > onDay || n === 0) return;
    found = true;
    persons += n;
  };
  for (const { type, data } of facts) {
    const d = data as HouseholdData;
    if (type === 'KoppelingReceived') add(d.municipality, d.coupledOn, d.persons);
    if (type === 'KoppelingEnded') add(d.municipality, d.on, -d.persons);
    if (type === 'HouseholdPersonsChanged') add(d.municipality, d.on, d.open);
    const rows = housed.get(d.household) ?? [];
    housed.set(d.household, rows);
    if (type === 'HouseholdPlaced' && d.counted !== null) {
      rows.push({ municipality: d.counted.municipality, on: d.counted.on, persons: d.open });
    }
    if (type === 'PlacementCorrected') {
      const at = rows.findIndex((row) => row.municipality === d.was.municipality && row.on === d.was.on);
      // The row as it read was known here once, be it as nothing.
      if (d.fromOpen !== 0 && d.was.municipality === municipality && d.was.on <= onDay) found = true;
      // Known before the placement itself was: then it takes back what was not there yet.
      if (at === -1) rows.push({ ...d.was, persons: -d.fromOpen });
      else rows.splice(at, 1);
      if (d.becomes === null) add(d.municipality, d.was.on, d.open - d.fromOpen);
      else rows.push({ ...d.becomes, persons: d.fromOpen - d.open });
    }
    if (type === 'KoppelingMoved' && (exchanges === 'with' || d.exchange === null)) {
      add(d.from, d.on, -d.open);
      add(d.to, d.on, d.open);
    } else if (type === 'KoppelingMoved') {
      // Left out of the sum, but it tells that koppelingen are known here.
      if ((d.from === municipality || d.to === municipality) && d.on <= onDay) found = true;
    }
  }
  // Whoever is housed is no longer to be housed, from the day that counts as it reads now.
  for (const row of [...housed.values()].flat()) add(row.municipality, row.on, -row.persons);
  return found ? persons : null;
}
