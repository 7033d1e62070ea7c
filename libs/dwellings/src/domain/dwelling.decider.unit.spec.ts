import { dateOf, localDate, type Instant } from '#libs/kernel';
import type { DwellingCommand, DwellingTerms } from './dwelling.js';
import type { DwellingOffer } from './dwelling.events.js';
import { familyHome, lawfulConditions, may, offered, soest, told, zeist } from './testing/story.js';

const claim = (exchange: string, now: Instant, persons = 4): DwellingCommand => ({
  type: 'Claim',
  exchange,
  household: `hh-${exchange}`,
  persons,
  until: may(20),
  now,
});
const hold = (exchange: string, now: Instant, persons = 4): DwellingCommand => ({
  type: 'Hold',
  exchange,
  household: `hh-${exchange}`,
  persons,
  now,
});
const assign = (exchange: string): DwellingCommand => ({
  type: 'Assign',
  exchange,
  household: `hh-${exchange}`,
  persons: 4,
});
const occupy = (household: string, now: Instant, more: Partial<Extract<DwellingCommand, { type: 'Occupy' }>> = {}) =>
  ({ type: 'Occupy', household, persons: 4, on: dateOf(now), by: zeist, today: dateOf(now), now, ...more }) as const;
const vacate = (on: string, undone = false): DwellingCommand => ({
  type: 'Vacate',
  household: 'ours',
  on: localDate(on),
  undone,
});
const reserve = (until: string, now: Instant, household: string | null = null): DwellingCommand => ({
  type: 'Reserve',
  household,
  until: localDate(until),
  now,
});
const withdraw = (now: Instant): DwellingCommand => ({ type: 'Withdraw', on: dateOf(now), reason: 'sold', now });
const change = (terms: Partial<DwellingTerms>, now = may(3)): DwellingCommand => {
  const { municipality: _m, key: _k, ...was }: DwellingOffer = familyHome;
  return { type: 'Change', terms: { ...was, ...terms }, lawfulConditions, now };
};

describe('an offer of a dwelling', () => {
  it('is made once; the very same again changes nothing, another one is a change', () => {
    expect(told(offered(), offered({ key: '3703ab-12' })).events).toEqual([]);
    expect(told(offered(), offered({ rent: 80_000 })).codes).toEqual(['DWELLING_KNOWN']);
  });

  it('has a range of persons, an end after its beginning and conditions that the policy allows', () => {
    expect(told(offered({ minPersons: 6 })).codes).toEqual(['PERSONS_RANGE_INVALID']);
    expect(told(offered({ until: localDate('2024-05-01') })).codes).toEqual(['UNTIL_BEFORE_FROM']);
    const unlawful = told(offered({ conditions: ['local-tie', 'speaks-dutch'] }));
    expect(unlawful.codes).toEqual(['CONDITION_UNKNOWN']);
    expect(unlawful.details).toEqual({ unlawful: ['speaks-dutch'], allowed: lawfulConditions });
  });

  it('may change while an exchange holds the dwelling, and the change says so', () => {
    const smaller = change({ maxPersons: 3 });
    expect(told(offered(), claim('x', may(2)), smaller).events).toMatchObject([{ heldBy: 'x' }]);
    expect(told(offered(), claim('x', may(2)), hold('x', may(3)), smaller).events).toMatchObject([{ heldBy: 'x' }]);
    expect(told(offered(), claim('x', may(2)), change({ rent: 1 }, may(20))).events).toMatchObject([{ heldBy: null }]);
    expect(told(offered(), change({})).codes).toEqual(['NOTHING_CHANGED']);
  });

  it('never shrinks below those who live there', () => {
    const lived = [offered(), occupy('ours', may(2))];
    expect(told(...lived, change({ maxPersons: 3 })).codes).toEqual(['DWELLING_TOO_SMALL']);
    expect(told(...lived, change({ maxPersons: 4 })).events).toHaveLength(1);
    expect(told(...lived, change({ from: localDate('2024-05-03') })).codes).toEqual(['FROM_AFTER_MOVE']);
  });

  it('is withdrawn by its owner, also from under a claim; not while somebody lives there or an exchange counts on it', () => {
    expect(told(offered(), claim('x', may(2)), withdraw(may(3))).events).toMatchObject([{ broke: 'x' }]);
    expect(told(offered(), claim('x', may(2)), hold('x', may(2)), withdraw(may(3))).codes).toEqual([
      'DWELLING_RESERVED',
    ]);
    expect(told(offered(), occupy('ours', may(2)), withdraw(may(3))).codes).toEqual(['NOT_ON_OFFER']);
    expect(told(offered(), withdraw(may(3)), claim('x', may(3))).details).toEqual({ state: 'withdrawn' });
    expect(told(offered(), withdraw(may(3)), offered()).events).toHaveLength(1);
    expect(
      told(offered(), { type: 'Withdraw', on: localDate('2024-05-04'), reason: 'sold', now: may(3) }).codes,
    ).toEqual(['DATE_IN_FUTURE']);
  });
});

describe('a reservation by the municipality', () => {
  it('keeps exchanges out up to its day, and is none from that day on', () => {
    const kept = [offered(), reserve('2024-05-10', may(2))];
    expect(told(...kept, claim('x', may(9))).details).toEqual({ until: '2024-05-10' });
    expect(told(...kept, claim('x', may(10))).events).toHaveLength(1);
  });

  it('does not overlap another, and does not begin in the past', () => {
    const kept = [offered(), reserve('2024-05-10', may(2))];
    expect(told(...kept, reserve('2024-05-12', may(9))).codes).toEqual(['DWELLING_RESERVED']);
    expect(told(...kept, reserve('2024-05-12', may(10))).events).toHaveLength(1);
    expect(told(offered(), reserve('2024-05-02', may(2))).codes).toEqual(['UNTIL_IN_PAST']);
  });

  it('is for the household that it names', () => {
    const kept = [offered(), reserve('2024-05-10', may(2), 'ours')];
    expect(told(...kept, occupy('another', may(3))).codes).toEqual(['DWELLING_RESERVED']);
    expect(told(...kept, occupy('ours', may(3))).events).toHaveLength(1);
    expect(told(...kept, occupy('ours', may(3), { by: soest })).events).toHaveLength(1);
    expect(told(...kept, occupy('another', may(10))).events).toHaveLength(1);
  });

  it('breaks a claim, is refused under a reservation by an exchange, and is released once', () => {
    const release: DwellingCommand = { type: 'Release', exchange: null, reason: 'by-hand' };
    expect(told(offered(), claim('x', may(2)), reserve('2024-05-10', may(3))).events).toMatchObject([{ broke: 'x' }]);
    const held = [offered(), claim('x', may(2)), hold('x', may(2))];
    expect(told(...held, reserve('2024-05-10', may(3))).details).toEqual({ exchange: 'x' });
    expect(told(...held, release).codes).toEqual(['NOT_RESERVED']);
    expect(told(offered(), reserve('2024-05-10', may(3)), release, release).codes).toEqual(['NOT_RESERVED']);
  });
});

describe('a dwelling in an exchange', () => {
  it('is claimed by one exchange at a time, until the claim expires', () => {
    expect(told(offered(), claim('x', may(2)), claim('y', may(19))).details).toEqual({ exchange: 'x' });
    expect(told(offered(), claim('x', may(2)), claim('x', may(3))).events).toEqual([]);
    expect(told(offered(), claim('x', may(2)), claim('y', may(20))).events).toHaveLength(1);
  });

  it('fits at each step', () => {
    expect(told(offered(), claim('x', may(2), 6)).details).toEqual({ persons: 6, most: 5 });
    expect(told(offered(), claim('x', may(2), 2)).codes).toEqual(['DWELLING_TOO_LARGE']);
    expect(told(offered(), claim('x', may(2)), hold('x', may(3), 6)).codes).toEqual(['DWELLING_TOO_SMALL']);
    const shrunk = [offered(), claim('x', may(2)), hold('x', may(3)), change({ maxPersons: 3 })];
    expect(told(...shrunk, assign('x')).codes).toEqual(['DWELLING_TOO_SMALL']);
  });

  it('loses the claim that expired, that the owner broke or that another has', () => {
    expect(told(offered(), claim('x', may(2)), hold('x', may(20))).codes).toEqual(['CLAIM_LOST']);
    expect(told(offered(), claim('x', may(2)), occupy('ours', may(3)), hold('x', may(3))).codes).toEqual([
      'CLAIM_LOST',
    ]);
    expect(told(offered(), claim('x', may(2)), hold('y', may(3))).codes).toEqual(['CLAIM_LOST']);
    expect(told(offered(), claim('x', may(2)), assign('x')).codes).toEqual(['CLAIM_LOST']);
  });

  it('may be used by its owner while claimed, and is not once every municipality accepted', () => {
    expect(told(offered(), claim('x', may(2)), occupy('ours', may(3))).events).toMatchObject([{ broke: 'x' }]);
    expect(told(offered(), claim('x', may(2)), occupy('ours', may(20))).events).toMatchObject([{ broke: null }]);
    const held = [offered(), claim('x', may(2)), hold('x', may(3))];
    expect(told(...held, occupy('ours', may(30))).details).toEqual({ exchange: 'x' });
  });

  it('is for the household that it was assigned to, wherever that is coupled, also after the offer would have ended', () => {
    const settled = [offered({ until: localDate('2024-05-10') }), claim('x', may(2)), hold('x', may(3)), assign('x')];
    expect(told(...settled, occupy('ours', may(4))).codes).toEqual(['ASSIGNED_ELSEWHERE']);
    expect(told(...settled, occupy('hh-x', may(12), { by: soest })).events).toHaveLength(1);
  });

  it('is let go of by the exchange that holds it; by another, nothing happens', () => {
    const release = (exchange: string): DwellingCommand => ({ type: 'Release', exchange, reason: 'exchange-ended' });
    expect(told(offered(), claim('x', may(2)), release('y')).events).toEqual([]);
    expect(told(offered(), claim('x', may(2)), release('x'), claim('y', may(3))).events).toHaveLength(1);
    expect(told(offered(), claim('x', may(2)), occupy('ours', may(3)), release('x')).events).toEqual([]);
  });

  it('cannot be had for one whose offer has ended', () => {
    expect(told(offered({ until: localDate('2024-05-10') }), claim('x', may(10))).codes).toEqual(['NOT_ON_OFFER']);
  });
});

describe('living in a dwelling', () => {
  it('is for one household at a time and never for more persons than it may hold', () => {
    expect(told(offered(), occupy('ours', may(2), { persons: 6 })).codes).toEqual(['DWELLING_TOO_SMALL']);
    expect(told(offered(), occupy('ours', may(2)), occupy('another', may(3))).details).toEqual({ state: 'occupied' });
    const grown = (persons: number): DwellingCommand => ({
      type: 'ChangeOccupants',
      household: 'ours',
      persons,
      on: localDate('2024-05-09'),
    });
    expect(told(offered(), occupy('ours', may(2)), grown(6)).codes).toEqual(['DWELLING_TOO_SMALL']);
    expect(told(offered(), occupy('ours', may(2)), grown(5)).state).toMatchObject({ occupant: { persons: 5 } });
    expect(told(offered(), occupy('ours', may(2)), grown(4)).events).toEqual([]);
  });

  it('is on a day on which the dwelling can be had, and that was', () => {
    const on = (day: string) =>
      told(offered({ until: localDate('2024-06-01') }), occupy('ours', may(9), { on: localDate(day) })).codes;
    expect(on('2024-04-30')).toEqual(['NOT_YET_AVAILABLE']);
    expect(on('2024-05-01')).toEqual([]);
    expect(on('2024-05-10')).toEqual(['DATE_IN_FUTURE']);
  });

  it('is not given to a household of another municipality, which is not even told that the dwelling is there', () => {
    const another = told(offered(), occupy('theirs', may(2), { by: soest }));
    expect(another).toEqual({ ...told(occupy('theirs', may(2))), state: another.state });
  });

  it('ends, and the dwelling is on offer again by a change only, from the day on which it was free', () => {
    const left = [offered(), occupy('ours', may(2)), vacate('2024-05-20')];
    expect(told(...left, occupy('another', may(21))).details).toEqual({ state: 'vacated' });
    expect(told(...left, change({ from: localDate('2024-05-19') }, may(21))).codes).toEqual(['FROM_BEFORE_VACATED']);
    const again = [...left, change({ from: localDate('2024-05-20') }, may(21))];
    expect(told(...again, occupy('another', may(21))).events).toHaveLength(1);
  });

  it('that never happened leaves no trace in the days on which it can be had', () => {
    const undone = [offered(), occupy('ours', may(2)), vacate('2024-05-20', true), change({})];
    expect(told(...undone, occupy('another', may(21), { on: localDate('2024-05-01') })).events).toHaveLength(1);
  });

  it('ends for who lives there, not before the move', () => {
    expect(told(offered(), vacate('2024-05-20')).codes).toEqual(['NOT_LIVING_THERE']);
    expect(told(offered(), occupy('ours', may(2)), vacate('2024-05-01')).codes).toEqual(['BEFORE_MOVE']);
  });
});
