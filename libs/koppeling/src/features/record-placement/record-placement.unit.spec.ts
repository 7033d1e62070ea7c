import { countingIds, type JsonObject } from '#libs/kernel';
import { policyAdopted, seedPolicies } from '#libs/policy';
import { CorrectPlacement } from '../correct-placement/correct-placement.command.js';
import { ReceiveKoppeling, type ReceiveInput } from '../receive-koppeling/receive-koppeling.command.js';
import { openDesk, soest, SOEST, zeist, ZEIST, type Desk } from '../testing/desk.js';
import type { HousedHousehold } from '../household-answer.js';
import { RecordPlacement, type RecordPlacementInput } from './record-placement.command.js';

const coupled: ReceiveInput = {
  household: 'h-001',
  municipality: 'Soest',
  persons: 4,
  permitOn: '2023-06-01',
  coupledOn: '2023-06-14',
  source: 'COA-lijst',
};
const moved: RecordPlacementInput = {
  household: 'h-001',
  municipality: 'GM0342',
  kind: 'regular',
  movedOn: '2023-09-01',
};
const place = (input: Partial<RecordPlacementInput> = {}, commandId = 'p1', identity = soest) =>
  new RecordPlacement(identity, commandId, { ...moved, ...input });

describe('recording a placement', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    expect(await desk.refusals(new ReceiveKoppeling(soest, 'k1', coupled))).toEqual([]);
  });
  afterEach(() => desk.close());

  it('counts the household once, for the municipality of its koppeling', async () => {
    const outcome = await desk.run<HousedHousehold>(place());
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        result: {
          household: { status: 'placed', persons: 4, toHouse: 0 },
          counted: [{ municipality: SOEST, on: '2023-09-01', persons: 4, kind: 'regular', oneOff: null }],
        },
      },
    });
    expect(await desk.refusals(place({}, 'p2'))).toEqual(['ALREADY_PLACED input.household']);
  });

  it('records the same command once', async () => {
    const outcomes = [await desk.run(place()), await desk.run(place())];
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.repeated)).toEqual([false, true]);
    expect((await desk.events()).map(({ type }) => type)).toEqual(['KoppelingReceived', 'HouseholdPlaced']);
  });

  it('counts by the rules in the period of the day that counts, also where the move lies in the one before', async () => {
    const adopted = (policy: string, version: string, validFrom: string, content: JsonObject) =>
      policyAdopted.parse({
        ...{ type: 'PolicyAdopted', policy, version, validFrom, validUntil: null, content },
        ...{ source: 'proef', approvedBy: 'proef', knownAt: '2014-12-31T23:00:00.000Z' },
      });
    const koppeling = {
      ...{ housingTermDays: 84, steps: { koppeling: 14, dwelling: 70, move: 14 } },
      ...{ dateThatCounts: 'registered', countsAfterPlacement: ['nareis'] },
    };
    const kinds = { regular: { counts: true }, har: { counts: false } };
    await seedPolicies(
      desk.store,
      [
        adopted('koppeling', 'registered', '2023-01-01', koppeling),
        adopted('figures', 'no har', '2023-07-01', { kinds }),
      ],
      countingIds(3_000_000),
    );
    const days = { movedOn: '2023-06-28', registeredOn: '2023-07-03' };
    const outcome = await desk.run<HousedHousehold>(place({ ...days, kind: 'har' }));
    // It would have counted by the rules of the day of the move.
    expect(outcome).toMatchObject({ ok: true, value: { result: { counted: [], household: { status: 'coupled' } } } });
    expect(await desk.run<HousedHousehold>(place(days, 'p2'))).toMatchObject({
      ok: true,
      value: { result: { counted: [{ on: '2023-07-03', persons: 4 }] } },
    });
    const corrected = new CorrectPlacement(soest, 'x1', {
      household: 'h-001',
      municipality: SOEST,
      becomes: { ...days, persons: 4, kind: 'har' },
      reason: 'wrong-kind',
    });
    expect(await desk.refusals(corrected)).toEqual(['KIND_DOES_NOT_COUNT input.becomes.kind']);
  });

  it('moves household and dwelling in one commit', async () => {
    await desk.offer('d-1', SOEST, 5);
    await desk.run(place({ dwelling: 'd-1', livesIn: ZEIST }));
    const events = (await desk.events()).slice(-2);
    expect(events.map(({ type }) => type)).toEqual(['HouseholdPlaced', 'DwellingOccupied']);
    expect(new Set(events.map(({ meta }) => meta.commit)).size).toBe(1);
    // Where it lives is where the dwelling stands, whatever was typed.
    expect(await desk.household('h-001')).toMatchObject({ stay: { dwelling: 'd-1', municipality: SOEST } });
    expect(await desk.dwelling('d-1')).toMatchObject({ occupant: { household: 'h-001', persons: 4 } });
  });

  it('leaves no trace of a placement in a dwelling that is too small, not known or somebody else’s', async () => {
    await desk.offer('d-1', SOEST, 3);
    await desk.offer('d-2', ZEIST, 9);
    const before = await desk.events();
    expect(await desk.refusals(place({ dwelling: 'd-1' }))).toEqual(['DWELLING_TOO_SMALL input.dwelling']);
    expect(await desk.refusals(place({ dwelling: 'd-2' }))).toEqual(['DWELLING_UNKNOWN input.dwelling']);
    expect(await desk.refusals(place({ dwelling: 'd-3' }))).toEqual(['DWELLING_UNKNOWN input.dwelling']);
    expect(await desk.events()).toEqual(before);
  });

  it('keeps the household coupled in housing that does not count, and places it from there', async () => {
    await desk.run(place({ kind: 'logeer', movedOn: '2023-07-01' }));
    expect(await desk.household('h-001')).toMatchObject({ status: 'coupled', toHouse: 4, stay: { kind: 'logeer' } });
    expect(await desk.refusals(place({}, 'p2'))).toEqual([]);
    expect(await desk.household('h-001')).toMatchObject({ status: 'placed', stay: { kind: 'regular' } });
  });

  it.each<[string, Partial<RecordPlacementInput>, string]>([
    ['before the koppeling', { movedOn: '2023-06-10' }, 'PLACED_BEFORE_KOPPELING input.movedOn'],
    ['before the permit', { movedOn: '2023-05-10' }, 'PLACED_BEFORE_PERMIT input.movedOn'],
    ['in the future', { movedOn: '2023-10-28' }, 'DATE_IN_FUTURE input.movedOn'],
    ['known before the move', { knownAt: '2023-08-31T00:00:00Z' }, 'KNOWN_BEFORE_MOVE input.knownAt'],
    ['of more persons than it has', { persons: 5 }, 'MORE_THAN_TO_HOUSE input.persons'],
    ['of nobody', { persons: 0 }, 'NUMBER_OUT_OF_RANGE input.persons'],
    ['of a busload', { persons: 99 }, 'NUMBER_OUT_OF_RANGE input.persons'],
    ['of a kind that the policy does not know', { kind: 'hotel' }, 'KIND_UNKNOWN input.kind'],
    ['that ends before it begins', { until: '2023-09-01' }, 'STAY_ENDS_BEFORE_MOVE input.until'],
    ['of a household that nobody knows', { household: 'h-999' }, 'HOUSEHOLD_UNKNOWN input.household'],
    ['with a name in the note', { note: 'mevrouw Jansen belde' }, 'PERSONAL_DATA_SUSPECTED input.note'],
  ])('refuses one %s', async (_, input, refusal) => {
    expect(await desk.refusals(place(input))).toEqual([refusal]);
  });

  it('is for the municipality of the koppeling alone', async () => {
    expect(await desk.refusals(place({ municipality: 'Zeist' }, 'p1', zeist))).toEqual([
      'HOUSEHOLD_UNKNOWN input.household',
    ]);
    expect(await desk.refusals(place({}, 'p2', zeist))).toEqual(['NOT_ALLOWED ']);
  });
});
