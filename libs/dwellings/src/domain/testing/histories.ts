import { addDays, instantOrThrow, localDate, type Instant, type LocalDate } from '#libs/kernel';
import fc from 'fast-check';
import type { DwellingCommand } from '../dwelling.js';
import { familyHome, lawfulConditions, soest, zeist } from './story.js';

const FIRST = localDate('2024-05-01');
/** The days of a history, worked out once: the calendar is slow to ask. */
const DAYS = Array.from({ length: 200 }, (_, n) => addDays(FIRST, n - 20));
const day = (n: number): LocalDate => DAYS[n + 20] ?? addDays(FIRST, n);
const noon = (n: number): Instant => instantOrThrow(`${day(n)}T10:00:00.000Z`);

/** A command, given the number of the day on which it comes. */
export type Asked = (now: number) => DwellingCommand;

const households = fc.constantFrom('h1', 'h2', 'h3');
const exchanges = fc.constantFrom('x' as const, 'y' as const, 'z' as const);
const persons = fc.integer({ min: 1, max: 7 });
/** Days around the day of the command; mostly that day, since a claim of the past is soon tried out. */
const days = fc.oneof(fc.constant(0), fc.integer({ min: -6, max: 6 }));
const ahead = fc.integer({ min: -1, max: 9 });
/** What an exchange asks for: mostly the same household each time. */
const leg = fc.tuple(exchanges, fc.option(fc.tuple(households, persons))).map(([exchange, other]) => ({
  exchange,
  household: other?.[0] ?? { x: 'h1', y: 'h2', z: 'h3' }[exchange],
  persons: other?.[1] ?? 3,
}));
const terms = fc.tuple(fc.integer({ min: 1, max: 4 }), persons, days).map(([minPersons, maxPersons, from]) => {
  const { municipality: _m, key: _k, ...home } = familyHome;
  return (now: number) => ({ ...home, minPersons, maxPersons, from: day(now + from) });
});

const offer = terms.map((of): Asked => (now) => ({
  type: 'Offer',
  dwelling: 'd',
  offer: { ...familyHome, ...of(now) },
  source: 'test',
  lawfulConditions,
}));
const change = terms.map((of): Asked => (now) => ({
  type: 'Change',
  terms: of(now),
  lawfulConditions,
  now: noon(now),
}));
const reserve = fc.tuple(fc.option(households), ahead).map(([household, until]): Asked => (now) => ({
  type: 'Reserve',
  household,
  until: day(now + until),
  now: noon(now),
}));
const claim = fc.tuple(leg, ahead).map(([of, until]): Asked => (now) => ({
  type: 'Claim',
  ...of,
  until: noon(now + until),
  now: noon(now),
}));
const hold = leg.map((of): Asked => (now) => ({ type: 'Hold', ...of, now: noon(now) }));
const assign = leg.map((of): Asked => () => ({ type: 'Assign', ...of }));
const release = fc.option(exchanges).map((exchange): Asked => () => ({ type: 'Release', exchange, reason: 'by-hand' }));
const occupy = fc
  .tuple(households, persons, days, fc.constantFrom(zeist, soest))
  .map(([household, of, on, by]): Asked => (now) => ({
    type: 'Occupy',
    household,
    persons: of,
    on: day(now + on),
    by,
    today: day(now),
    now: noon(now),
  }));
const changeOccupants = fc.tuple(households, persons, days).map(([household, of, on]): Asked => (now) => ({
  type: 'ChangeOccupants',
  household,
  persons: of,
  on: day(now + on),
}));
const correctOccupancy = fc.tuple(households, days).map(([household, on]): Asked => (now) => ({
  type: 'CorrectOccupancy',
  household,
  on: day(now + on),
  today: day(now),
}));
const vacate = fc.tuple(households, days, fc.boolean()).map(([household, on, undone]): Asked => (now) => ({
  type: 'Vacate',
  household,
  on: day(now + on),
  undone,
}));
const withdraw = days.map((on): Asked => (now) => ({
  type: 'Withdraw',
  on: day(now + on),
  reason: 'sold',
  now: noon(now),
}));

const opening: Asked = () => ({ type: 'Offer', dwelling: 'd', offer: familyHome, source: 'test', lawfulConditions });

/** Commands of owner and exchanges on one dwelling, each with its moment; now and then the clock steps back. */
export const histories = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 1, arbitrary: offer },
        { weight: 2, arbitrary: change },
        { weight: 1, arbitrary: reserve },
        { weight: 3, arbitrary: claim },
        { weight: 4, arbitrary: hold },
        { weight: 4, arbitrary: assign },
        { weight: 1, arbitrary: release },
        { weight: 2, arbitrary: occupy },
        { weight: 2, arbitrary: changeOccupants },
        { weight: 2, arbitrary: correctOccupancy },
        { weight: 2, arbitrary: vacate },
        { weight: 1, arbitrary: withdraw },
      ),
      fc.integer({ min: -1, max: 2 }),
    ),
    { minLength: 5, maxLength: 60, size: 'max' },
  )
  .map((steps) => {
    let now = 6;
    return [[opening, 0] as const, ...steps].map(([asked, passed]) => {
      now = Math.max(0, now + passed);
      return { command: asked(now), now: noon(now) };
    });
  });
