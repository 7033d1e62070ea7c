import { unreachable, type LocalDate } from '#libs/kernel';
import type { HouseholdFact } from './household-fact.js';
import type { CountedRow, Household, KnownHousehold, WaitingChange } from './household.js';

/** Both together: one change per day, in order of day. */
export function together(one: readonly WaitingChange[], other: readonly WaitingChange[]): readonly WaitingChange[] {
  const perDay = new Map<LocalDate, number>();
  for (const { on, persons } of [...one, ...other]) perDay.set(on, (perDay.get(on) ?? 0) + persons);
  return [...perDay]
    .filter(([, persons]) => persons !== 0)
    .map(([on, persons]) => ({ on, persons }))
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** Who waits from a day on: those of that day at once, and who came or went later when they did. */
export function waitingFrom(waiting: readonly WaitingChange[], day: LocalDate): readonly WaitingChange[] {
  return together(
    waiting.map(({ on, persons }) => ({ on: on > day ? on : day, persons })),
    [],
  );
}

const until = (waiting: readonly WaitingChange[], day: LocalDate): number =>
  waiting.reduce((sum, { on, persons }) => sum + (on <= day ? persons : 0), 0);

const housedAfter = (counted: readonly CountedRow[], day: LocalDate): number =>
  counted.reduce((sum, { on, fromOpen }) => sum + (on > day ? fromOpen : 0), 0);

/** Nobody waits once the koppeling ended; of a household that partly moved, who was housed later waited up to then. */
function leaving({ placement, waiting, counted }: KnownHousehold, end: LocalDate): readonly WaitingChange[] {
  const left = (change: WaitingChange): WaitingChange => ({ ...change, persons: -change.persons });
  if (placement === null) return waitingFrom(waiting, end).map(left);
  const later = [...waiting, ...counted].map(({ on }) => on).filter((on) => on > end);
  let gone = 0;
  return [...new Set([end, ...later.sort()])].map((on) => {
    const before = gone;
    gone = Math.max(0, until(waiting, on) - housedAfter(counted, on));
    return { on, persons: before - gone };
  });
}

/** What a fact changes in who waits. Whoever moves along with a koppeling waits as before, elsewhere. */
export function waitingChanges(fact: HouseholdFact, before: Household): readonly WaitingChange[] {
  switch (fact.type) {
    case 'KoppelingReceived':
      return [{ on: fact.split?.on ?? fact.coupledOn, persons: fact.persons }];
    case 'HouseholdPersonsChanged':
    case 'HouseholdSplit':
      return [{ on: fact.on, persons: fact.open }];
    case 'KoppelingEnded':
      return before.status === 'unknown' ? [] : leaving(before, fact.on);
    case 'HouseholdPlaced':
    case 'RestPlaced':
      return [{ on: fact.counted.on, persons: -fact.open }];
    case 'PlacementCorrected': {
      const { was, becomes, fromOpen, open } = fact;
      return becomes === null
        ? [{ on: was.on, persons: open }]
        : [
            { on: was.on, persons: fromOpen },
            { on: becomes.on, persons: open - fromOpen },
          ];
    }
    case 'KoppelingMoved':
    case 'HouseholdProfileChanged':
    case 'CoaKoppelingStated':
    case 'CoaDifferenceResolved':
    case 'HouseholdMovedHome':
    case 'StayEnded':
    case 'MinorsMoved':
    case 'DwellingRefused':
    case 'DwellingRefusalJudged':
    case 'HouseholdClaimed':
    case 'HouseholdReserved':
    case 'HouseholdAssigned':
    case 'HouseholdReleased':
    case 'HouseholdForgetRequested':
    case 'HouseholdForgotten':
      return [];
    default:
      return unreachable(fact);
  }
}
