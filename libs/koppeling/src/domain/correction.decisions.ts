import {
  accept,
  canonicalJson,
  refusal,
  refuse,
  refused,
  type Decision,
  type Instant,
  type Refusal,
} from '#libs/kernel';
import {
  countedIn,
  coupledTo,
  housedFor,
  housedOn,
  type CountedRow,
  type Household,
  type KnownHousehold,
} from './household.js';
import type { CorrectedReading, HouseholdCommandOf } from './household.commands.js';
import type { CountedPersons, Stay } from './household.events.js';
import { notPlaced, ownedBy } from './household.refusals.js';
import { before, inFuture, knownTooEarly } from './moments.js';
import { countsAs, dayFaults, dayThatCounts, doesNotCount, stayFaults } from './placement.decisions.js';
import type { HouseholdFact } from './household-fact.js';

type Decided = Decision<HouseholdFact>;
type Correct = HouseholdCommandOf<'CorrectPlacement'>;

const BECOMES = ['input', 'becomes'];
const inBecomes = (faults: readonly Refusal[]): Refusal[] =>
  faults.map((fault) => ({ ...fault, path: [...BECOMES, ...fault.path.slice(1)] }));

/** Asked as known in between, one would see the row taken back before it was there. */
function knownTooSoon(row: CountedRow, knownAt: Instant | null): readonly Refusal[] {
  if (knownAt === null || (row.knownAt !== null && knownAt >= row.knownAt)) return [];
  const since = row.knownAt ?? 'het moment van vastleggen';
  const message = `de correctie kan niet eerder bekend zijn dan wat zij corrigeert (${since})`;
  return [refusal('KNOWN_BEFORE_ROW', message, ['input', 'knownAt'])];
}

const said = ({ knownAt: _, fromOpen: __, ...row }: CountedRow): CountedPersons => row;

/** Corrects a counted row, or reverses the placement: what was counted is taken back, what it becomes is counted. */
export function correctPlacement(command: Correct, state: Household): Decided {
  const owned = ownedBy(state, command.by);
  if (!owned.ok) return owned;
  const known = owned.value;
  const { placement } = known;
  if (placement === null) return notPlaced;
  const notYet = inFuture({ knownAt: command.knownAt }, command.now);
  if (notYet.length > 0) return refused(...notYet);
  return command.becomes === null
    ? reverse(command, known, placement)
    : correctRow(command, command.becomes, known, placement);
}

/** Every row is taken back and the koppeling is open again, for as many as the household has now. */
function reverse({ by, of, reason, note, knownAt }: Correct, state: KnownHousehold, placement: Stay): Decided {
  if (of !== null) {
    return refuse('REVERSED_AS_A_WHOLE', 'een plaatsing wordt als geheel teruggedraaid', ['input', 'of']);
  }
  if (state.stay !== null && state.stay.id !== placement.id) {
    const message = 'het huishouden is sindsdien verhuisd; corrigeer de plaatsing, of beëindig eerst het verblijf';
    return refuse('MOVED_ON_SINCE', message, ['input', 'household'], { movedOn: state.stay.movedOn });
  }
  const faults = state.counted.flatMap((row) => knownTooSoon(row, knownAt));
  if (faults[0] !== undefined) return refused(faults[0]);
  const counted = state.counted.reduce((sum, { persons }) => sum + persons, 0);
  // Who was born after the placement never counted, and must be housed again as well.
  const others = state.persons - state.toHouse - counted;
  return accept(
    ...state.counted.map(
      (row, i) =>
        ({
          type: 'PlacementCorrected',
          household: state.household,
          municipality: by,
          was: said(row),
          becomes: null,
          stay: null,
          housedOn: null,
          fromOpen: row.fromOpen,
          open: row.persons + (i === 0 ? others : 0),
          reason,
          note,
          knownAt,
        }) satisfies HouseholdFact,
    ),
  );
}

function correctRow(command: Correct, becomes: CorrectedReading, state: KnownHousehold, placement: Stay): Decided {
  const { by, of, reason, note, knownAt, rules, now } = command;
  const row = of === null ? state.counted[0] : state.counted.find(({ on, persons }) => on === of && persons > 0);
  if (row === undefined) {
    return refuse('COUNT_NOT_FOUND', 'op deze dag is voor dit huishouden niets geteld', ['input', 'of']);
  }
  const { readyOn, movedOn, registeredOn, persons, kind, oneOff } = becomes;
  const isPlacement = row === state.counted[0];
  const stay = isPlacement ? { ...placement, readyOn, movedOn, registeredOn, kind } : placement;
  const counts = countsAs(kind, rules);
  if (!counts.ok) return refused(...inBecomes(counts.refusals));
  if (!counts.value) return refused(...inBecomes([doesNotCount(kind)]));
  const day = isPlacement ? dayThatCounts(stay, rules) : { ok: true as const, value: movedOn };
  if (!day.ok) return refused(...inBecomes(day.refusals));
  const faults = [
    ...inBecomes([
      ...(isPlacement ? stayFaults(stay, now) : inFuture({ movedOn }, now)),
      ...dayFaults(state, day.value, 'movedOn'),
      ...orderFaults(state, stay, isPlacement, movedOn),
      ...personsFaults(persons - row.persons, state),
    ]),
    ...knownTooSoon(row, knownAt),
    ...knownTooEarly(day.value, knownAt),
  ];
  const reads: CountedPersons = {
    municipality: (isPlacement ? housedFor(state, day.value) : coupledTo(state, day.value)) ?? by,
    on: day.value,
    persons,
    kind,
    oneOff,
  };
  faults.push(...debitFaults(row, reads, state));
  if (canonicalJson({ ...reads }) === canonicalJson({ ...said(row) }) && sameStay(stay, placement)) {
    faults.push(refusal('NOTHING_CHANGED', 'de correctie verandert niets', BECOMES));
  }
  if (faults.length > 0) return refused(...faults);
  const open = openAfter(persons - row.persons, state);
  const rows = state.counted.map((each) =>
    each === row ? { ...each, ...reads, fromOpen: row.fromOpen - open } : each,
  );
  return accept({
    type: 'PlacementCorrected',
    household: state.household,
    municipality: by,
    was: said(row),
    becomes: reads,
    stay,
    housedOn: housedOn(stay, rows),
    fromOpen: row.fromOpen,
    open,
    reason,
    note,
    knownAt,
  });
}

const sameStay = (one: Stay, other: Stay): boolean => canonicalJson({ ...one }) === canonicalJson({ ...other });

/** What a move of minors took back from a municipality must have been counted there before, for as many. */
function debitFaults(row: CountedRow, reads: CountedPersons, { counted }: KnownHousehold): readonly Refusal[] {
  const debit = counted.find(({ persons }) => persons < 0);
  if (debit === undefined) return [];
  const stands = row.municipality === reads.municipality && row.persons === reads.persons;
  if (stands && (row.on > debit.on || reads.on <= debit.on)) return [];
  const message = `deze personen zijn op ${debit.on} bij een andere gemeente gaan tellen`;
  return [refusal('MOVED_ON_SINCE', message, BECOMES, { on: debit.on })];
}

/** The placement comes between the stay before it and the one that followed, and the rest or nareis not before the placement. */
function orderFaults(
  { stay: current, counted, livedSince }: KnownHousehold,
  stay: Stay,
  isPlacement: boolean,
  movedOn: CorrectedReading['movedOn'],
): readonly Refusal[] {
  if (!isPlacement) return before('movedOn', movedOn, counted[0]?.on ?? movedOn, 'BEFORE_PLACEMENT', 'de plaatsing');
  if (livedSince !== null && movedOn < livedSince) {
    return before('movedOn', movedOn, livedSince, 'MOVED_BEFORE_STAY', 'het vorige verblijf');
  }
  if (current === null || current.id === stay.id || movedOn <= current.movedOn) return [];
  const message = `het volgende verblijf begon al op ${current.movedOn}`;
  return [refusal('MOVED_AFTER_NEXT', message, ['input', 'movedOn'], { movedOn: current.movedOn })];
}

function personsFaults(more: number, { toHouse }: KnownHousehold): readonly Refusal[] {
  if (more <= toHouse) return [];
  const message = `er zijn nog ${toHouse} personen te huisvesten, niet ${more}; wijzig eerst het aantal personen`;
  return [refusal('MORE_THAN_TO_HOUSE', message, ['input', 'persons'], { toHouse })];
}

/** Who did not move after all is to be housed again, as far as the household still has them. */
function openAfter(more: number, state: KnownHousehold): number {
  if (more >= 0) return 0 - more;
  const uncounted = Math.max(0, state.persons - (countedIn(state) + more));
  return Math.max(state.toHouse, Math.min(state.toHouse - more, uncounted)) - state.toHouse;
}
