import type { RecordedEvent } from '#libs/event-store';
import type { JsonObject } from '#libs/kernel';
import { WithdrawExchange } from '../features/index.js';
import { Invariants } from './invariants.js';
import { openPlatform, operator, type Platform } from './platform.js';
import { beginSwap } from './swap.js';

/** A log as it was, but for what somebody did to it. */
type Spoil = (events: readonly RecordedEvent[]) => readonly RecordedEvent[];

const without =
  (type: string, nth = 0): Spoil =>
  (events) => {
    const gone = events.filter((event) => event.type === type)[nth];
    return events.filter((event) => event !== gone);
  };
const twice =
  (type: string): Spoil =>
  (events) =>
    events.flatMap((event) => (event.type === type ? [event, event] : [event]));
const reads =
  (type: string, becomes: JsonObject): Spoil =>
  (events) =>
    events.map((event) => (event.type === type ? { ...event, data: { ...event.data, ...becomes } } : event));
/** As if it had been stored by a command of its own, a moment later. */
const apart =
  (type: string): Spoil =>
  (events) => [
    ...events.filter((event) => event.type !== type),
    ...events
      .filter((event) => event.type === type)
      .map((event) => ({ ...event, meta: { ...event.meta, commit: event.meta.commit + 1_000 } })),
  ];

describe('what is told of a log', () => {
  let platform: Platform;
  let settled: readonly RecordedEvent[];
  let ended: readonly RecordedEvent[];
  beforeAll(async () => {
    platform = await openPlatform();
    const swap = await beginSwap(platform);
    await swap.settle();
    settled = await platform.events();
    const other = await beginSwap(platform);
    await other.accept(...(await other.state()).municipalities);
    await other.inform(1, 2);
    await other.waitForObjections();
    await other.confirm(1);
    await platform.run(new WithdrawExchange(operator, 'w1', { exchange: other.id, reason: 'by-mistake' }));
    ended = await platform.events();
  });
  afterAll(() => platform.close());

  const violationsOf = (events: readonly RecordedEvent[]) => {
    const invariants = new Invariants();
    invariants.tell(events);
    return invariants.violations;
  };

  it('is nothing where all is well', () => {
    expect([violationsOf(settled), violationsOf(ended)]).toEqual([[], []]);
  });

  it.each<[string, Spoil, RegExp]>([
    ['a koppeling that did not move', without('KoppelingMoved'), /did not follow/],
    ['a koppeling that moved alone', apart('KoppelingMoved'), /did not follow|moved alone/],
    ['a dwelling that was not assigned', without('DwellingAssigned'), /that is settled/],
    ['a household that was not assigned', without('HouseholdAssigned'), /not assigned/],
    ['a household that was not reserved', without('HouseholdReserved'), /without what comes before/],
    ['a dwelling that is held for another', reads('DwellingHeld', { household: 'x' }), /for another household/],
    ['a reservation without every acceptance', without('ExchangeAccepted'), /before every municipality/],
    ['a household that was not told', without('HouseholdInformed'), /before every household/],
    ['a leg that COA did not confirm', without('RecouplingConfirmed', 1), /without COA/],
    ['an exchange that settled twice', twice('ExchangeSettled'), /wrong phase/],
    ['a household from elsewhere', reads('KoppelingMoved', { from: 'GM0999' }), /not coupled/],
    ['more people than may', reads('DwellingOffered', { offer: { maxPersons: 1 } }), /does not fit/],
  ])('is %s', (_, spoil, violation) => {
    expect(violationsOf(spoil(settled)).join()).toMatch(violation);
  });

  it.each<[string, Spoil, RegExp]>([
    ['a household that an ended exchange still holds', without('HouseholdReleased'), /that is ended/],
    ['a dwelling that an ended exchange still holds', without('DwellingReleased'), /that is ended/],
    ['what was freed a moment later', apart('DwellingReleased'), /that is ended/],
    ['a koppeling that COA was not asked to move back', without('RecouplingReversalRequested'), /not asked to move/],
    ['an exchange that ended twice', twice('ExchangeEnded'), /ended after/],
    ['a household that was claimed twice', twice('HouseholdClaimed'), /claimed while it was held/],
  ])('is %s', (_, spoil, violation) => {
    expect(violationsOf(spoil(ended)).join()).toMatch(violation);
  });
});
