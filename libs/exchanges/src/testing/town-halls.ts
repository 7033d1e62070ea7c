import { dwellings, dwellingStream, type DwellingOffer } from '#libs/dwellings';
import { runJointly, type EventStore } from '#libs/event-store';
import { localDate, municipalityCodeSchema, ok, randomIds, type Clock, type Instant } from '#libs/kernel';
import { households, householdStream } from '#libs/koppeling';

export const soest = municipalityCodeSchema.parse('GM0342');
export const zeist = municipalityCodeSchema.parse('GM0355');
export const baarn = municipalityCodeSchema.parse('GM0308');
export const TOWNS = [soest, zeist, baarn] as const;

export interface Home {
  readonly dwelling: string;
  readonly offer: DwellingOffer;
}

const home = (
  dwelling: string,
  municipality: typeof soest,
  maxPersons: number,
  kind: DwellingOffer['kind'] = 'dwelling',
): Home => ({
  dwelling,
  offer: {
    municipality,
    key: dwelling,
    kind,
    bedrooms: Math.max(1, maxPersons - 1),
    minPersons: 1,
    maxPersons,
    access: 'stairs',
    rent: 60_000,
    from: localDate('2024-05-01'),
    until: null,
    conditions: [],
    corporation: null,
  },
});

/** Two households and two or three dwellings of each: enough to get in each other's way. */
export const HOMES: readonly Home[] = [
  home('soest-home', soest, 5),
  home('soest-flat', soest, 3),
  home('soest-place', soest, 3, 'doorstroom'),
  home('zeist-home', zeist, 5),
  home('zeist-flat', zeist, 3),
  home('baarn-home', baarn, 5),
  home('baarn-flat', baarn, 3),
];
export const HOUSEHOLDS = [
  { household: 'soest-1', municipality: soest, persons: 1 },
  { household: 'soest-4', municipality: soest, persons: 4 },
  { household: 'zeist-1', municipality: zeist, persons: 1 },
  { household: 'zeist-3', municipality: zeist, persons: 3 },
  { household: 'baarn-2', municipality: baarn, persons: 2 },
  { household: 'baarn-5', municipality: baarn, persons: 5 },
] as const;
/** A minor under Nidos: never in an exchange. */
export const MINOR = { household: 'soest-minor-1', municipality: soest, persons: 1 } as const;
export const EVERYBODY = [...HOUSEHOLDS, MINOR] as const;

const KNOWN = localDate('2024-04-20');

/** Puts them all on record, in one commit. */
export async function populate({
  store,
  clock,
}: {
  readonly store: { readonly port: EventStore };
  readonly clock: Clock;
}): Promise<void> {
  const now: Instant = clock.now();
  const outcome = await runJointly(store.port, {
    commandId: 'populate',
    content: null,
    meta: { actor: 'spec' },
    likelyNew: true,
    streams: [
      ...HOUSEHOLDS.map(({ household }) => householdStream(household)),
      ...HOMES.map(({ dwelling }) => dwellingStream(dwelling)),
    ],
    decide: (sitting) => {
      for (const { household, municipality, persons } of HOUSEHOLDS) {
        const received = sitting.decide(households(randomIds), householdStream(household), {
          type: 'Receive',
          koppeling: {
            household,
            municipality,
            persons,
            kind: 'regular',
            permitOn: KNOWN,
            firstCoupledOn: KNOWN,
            coupledOn: KNOWN,
            split: null,
            source: 'spec',
            knownAt: null,
          },
          listedOn: null,
          now,
        });
        if (!received.ok) return received;
      }
      for (const { dwelling, offer } of HOMES) {
        const offered = sitting.decide(dwellings(randomIds), dwellingStream(dwelling), {
          type: 'Offer',
          dwelling,
          offer,
          source: 'spec',
          lawfulConditions: [],
        });
        if (!offered.ok) return offered;
      }
      return ok(null);
    },
  });
  if (!outcome.ok) throw new Error(outcome.refusals[0]?.message);
}
