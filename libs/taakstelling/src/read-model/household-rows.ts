import type { RecordedEvent } from '#libs/event-store';
import { canonicalJson, idFrom, periodOf, type Instant } from '#libs/kernel';
import { householdEvent, type CountedPersons, type HouseholdEvent, type OpenKoppeling } from '#libs/koppeling';
import type { Change } from '#libs/projections';

/** Placements are what a municipality itself counts; COA's row for the same persons stands beside it. */
const ADMINISTRATION = 'own';

const MOVING = new Set<string>([
  'KoppelingReceived',
  'HouseholdPersonsChanged',
  'HouseholdSplit',
  'KoppelingMoved',
  'KoppelingEnded',
  'HouseholdPlaced',
  'RestPlaced',
  'PlacementCorrected',
  'MinorsMoved',
] satisfies readonly HouseholdEvent['type'][]);

/** Whether an event of a household moves what counts, or what is still to be housed. */
export const movesFigures = (type: string): boolean => MOVING.has(type);

/** Why a row stands in the ledger where it is about one household. */
export const HOUSEHOLD_CAUSES = [
  'placement',
  'placement-grown',
  'placement-followed',
  'placement-reversed',
  'placement-corrected',
  'minors-moved',
] as const;
export type HouseholdCause = (typeof HOUSEHOLD_CAUSES)[number];

/** What counts of a placement. No word about who, so that whoever may see rows of a province sees no household. */
interface CountedEntry {
  readonly counted: CountedPersons;
  readonly cause: HouseholdCause;
}

const taken = (counted: CountedPersons): CountedPersons => ({ ...counted, persons: 0 - counted.persons });

function countedBy(fact: HouseholdEvent): readonly CountedEntry[] {
  switch (fact.type) {
    case 'HouseholdPlaced':
      return [{ counted: fact.counted, cause: 'placement' }];
    case 'RestPlaced':
      return [{ counted: fact.counted, cause: 'placement-followed' }];
    case 'HouseholdPersonsChanged':
      return fact.counted === null ? [] : [{ counted: fact.counted, cause: 'placement-grown' }];
    case 'PlacementCorrected':
      return [
        { counted: taken(fact.was), cause: 'placement-reversed' },
        ...(fact.becomes === null ? [] : [{ counted: fact.becomes, cause: 'placement-corrected' as const }]),
      ];
    case 'MinorsMoved':
      return [
        { counted: fact.debited, cause: 'minors-moved' },
        { counted: fact.credited, cause: 'minors-moved' },
      ];
    default:
      return [];
  }
}

/** What moves in open koppelingen, every recoupling since included: worked out where it was decided. */
const openBy = (fact: HouseholdEvent): readonly OpenKoppeling[] =>
  'openKoppelingen' in fact ? fact.openKoppelingen : [];

/** A runner asks of each event first what it changes, then what it touches: events never change, so it is read once. */
let last: { readonly event: RecordedEvent; readonly fact: HouseholdEvent } | null = null;

function read(event: RecordedEvent): HouseholdEvent {
  if (last?.event === event) return last.fact;
  const fact = householdEvent.parse({ ...event.data, type: event.type });
  last = { event, fact };
  return fact;
}

const knownAtOf = (event: RecordedEvent, fact: HouseholdEvent): Instant =>
  'knownAt' in fact && fact.knownAt !== null ? fact.knownAt : event.recordedAt;

/**
 * Rows of an event of a household: in the ledger what counts, in `open_koppeling` what is still to be housed.
 * @throws ZodError on an event that is not what its type says
 */
export function householdRows(event: RecordedEvent): readonly Change[] {
  const fact = read(event);
  const shared = { position: event.position, known_at: knownAtOf(event, fact), recorded_at: event.recordedAt };
  return [
    ...countedBy(fact).map(({ counted, cause }, entry): Change => ({
      kind: 'insert',
      table: 'ledger',
      row: {
        ...shared,
        entry,
        id: idFrom(canonicalJson(['ledger', event.position])),
        municipality: counted.municipality,
        period: periodOf(counted.on),
        administration: ADMINISTRATION,
        kind: counted.kind,
        one_off: counted.oneOff ?? '',
        effective_on: counted.on,
        persons: counted.persons,
        cause,
        source: null,
        reason: fact.type === 'PlacementCorrected' ? fact.reason : null,
        remark: null,
        footnote: '',
      },
    })),
    ...openBy(fact).map(({ municipality, on, persons, withoutExchanges }, entry): Change => ({
      kind: 'insert',
      table: 'open_koppeling',
      row: { ...shared, entry, municipality, effective_on: on, persons, without_exchanges: withoutExchanges },
    })),
  ];
}

/** `GM0344/2023-1` for each municipality and period whose count or koppel balance it moves. */
export function touchedByHousehold(event: RecordedEvent): readonly string[] {
  const fact = read(event);
  const keys = [
    ...countedBy(fact).map(({ counted }) => `${counted.municipality}/${periodOf(counted.on)}`),
    ...openBy(fact).map(({ municipality, on }) => `${municipality}/${periodOf(on)}`),
  ];
  return [...new Set(keys)];
}
