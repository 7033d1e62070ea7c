import { endOfTerm } from '../domain/exchanges.policy.js';
import { ok, refused, type Result } from '#libs/kernel';
import { isBeforeSettlement, type Exchange, type KnownExchange, type LegState } from '../domain/exchange.js';
import type { Holdings } from './holdings.js';

type Step = (leg: LegState, index: number) => Result<unknown>;

/** Each leg in its turn, up to the first that is refused. */
function forEach(legs: readonly LegState[], ...steps: readonly Step[]): Result<true> {
  for (const [index, leg] of legs.entries()) {
    for (const step of steps) {
      const done = step(leg, index);
      if (!done.ok) return done;
    }
  }
  return ok(true);
}

/** What COA or a list says of a household that takes part. */
const SOURCE = 'uitwisseling';

/** A refusal of a household or dwelling as one about the leg that it belongs to. */
const about = (index: number, field: 'household' | 'dwelling', done: Result<unknown>): Result<unknown> =>
  done.ok
    ? done
    : refused(...done.refusals.map((fault) => ({ ...fault, path: ['input', 'legs', String(index), field] })));

/** Persons in the household now; as agreed where it is no longer known. */
export function personsNow(holdings: Holdings, { household, persons }: LegState): number {
  const state = holdings.household(household);
  return state.status === 'unknown' ? persons : state.persons;
}

function claimAll(holdings: Holdings, { exchange, legs, answerBy: until }: KnownExchange): Result<true> {
  const { now } = holdings.moment;
  return forEach(
    legs,
    ({ household, from }, i) =>
      about(i, 'household', holdings.onHousehold(household, { type: 'Claim', exchange, from, until, now })),
    ({ household, dwelling, persons }, i) =>
      about(i, 'dwelling', holdings.onDwelling(dwelling, { type: 'Claim', exchange, household, persons, until, now })),
  );
}

function reserveAll(holdings: Holdings, { exchange, legs }: KnownExchange): Result<true> {
  const { now } = holdings.moment;
  return forEach(
    legs,
    ({ household }, i) => about(i, 'household', holdings.onHousehold(household, { type: 'Reserve', exchange, now })),
    (leg, i) => {
      const { household, dwelling } = leg;
      const persons = personsNow(holdings, leg);
      return about(i, 'dwelling', holdings.onDwelling(dwelling, { type: 'Hold', exchange, household, persons, now }));
    },
  );
}

function move(holdings: Holdings, exchange: string, household: string, to: LegState['to']): Result<unknown> {
  const { now, today: on } = holdings.moment;
  return holdings.onHousehold(household, {
    type: 'MoveKoppeling',
    to,
    on,
    exchange,
    source: SOURCE,
    knownAt: null,
    now,
  });
}

function settleAll(holdings: Holdings, { exchange, legs }: KnownExchange): Result<true> {
  return forEach(
    legs,
    ({ kind, household, to }, i) =>
      kind === 'recoupling' ? about(i, 'household', move(holdings, exchange, household, to)) : ok(true),
    ({ household, dwelling }, i) =>
      about(i, 'household', holdings.onHousehold(household, { type: 'Assign', exchange, dwelling })),
    ({ household, dwelling, persons }, i) =>
      about(i, 'dwelling', holdings.onDwelling(dwelling, { type: 'Assign', exchange, household, persons })),
  );
}

function releaseAll(
  holdings: Holdings,
  exchange: string,
  legs: readonly LegState[],
  reason: 'exchange-ended' | 'leg-repaired',
): Result<true> {
  return forEach(
    legs,
    ({ household }) => holdings.onHousehold(household, { type: 'Release', exchange, reason }),
    ({ dwelling }) => holdings.onDwelling(dwelling, { type: 'Release', exchange, reason }),
  );
}

/** Another dwelling is taken as one for an exchange always is, in one go, and the old one is let go of. */
function assignAnother(holdings: Holdings, exchange: string, was: LegState, is: LegState): Result<unknown> {
  const { now, today } = holdings.moment;
  const { household, dwelling, persons } = is;
  const taken = { exchange, household, persons, now };
  return forEach(
    [is],
    () => holdings.onDwelling(was.dwelling, { type: 'Release', exchange, reason: 'leg-repaired' }),
    () => holdings.onDwelling(dwelling, { ...taken, type: 'Claim', until: endOfTerm(today, 1) }),
    () => holdings.onDwelling(dwelling, { ...taken, type: 'Hold' }),
    () => holdings.onDwelling(dwelling, { type: 'Assign', exchange, household, persons }),
    () => holdings.onHousehold(household, { type: 'Assign', exchange, dwelling }),
  );
}

function repaired(holdings: Holdings, exchange: string, was: LegState, is: LegState): Result<unknown> {
  if (was.dwelling !== is.dwelling) return assignAnother(holdings, exchange, was, is);
  if (is.course.status !== 'repaired' || was.course.status === 'repaired') return ok(true);
  if (is.course.repair === 'return' && is.kind === 'recoupling') {
    const back = move(holdings, exchange, is.household, is.from);
    if (!back.ok) return back;
  }
  return releaseAll(holdings, exchange, [was], 'leg-repaired');
}

/** What COA says of a koppeling is a fact beside ours, leg by leg [domain.md §4]. */
function statedByCoa(holdings: Holdings, was: LegState | undefined, is: LegState): Result<unknown> {
  const state = (municipality: LegState['to'], on: LegState['coa']['requestedOn']) =>
    on === null
      ? ok(true)
      : holdings.onHousehold(is.household, { type: 'StateCoa', municipality, persons: null, on, source: SOURCE });
  const { answer, reversal } = is.coa;
  if (reversal !== was?.coa.reversal && reversal !== null && reversal !== 'open') return state(is.from, reversal.on);
  if (answer !== null && was?.coa.answer === null && answer.kind === 'confirmed') return state(is.to, answer.on);
  return ok(true);
}

/**
 * What a step of an exchange means for its households and dwellings, in the same commit: one place, so that an exchange is wholly
 * done or wholly not [quality.md §1, invariant 5].
 */
export function consequences(holdings: Holdings, before: Exchange, after: KnownExchange): Result<true> {
  if (before.status === 'unknown') return claimAll(holdings, after);
  for (const [i, is] of after.legs.entries()) {
    const was = before.legs[i];
    const stated = was === is ? ok(true) : statedByCoa(holdings, was, is);
    if (!stated.ok) return stated;
    const mended = was === undefined || was === is ? ok(true) : repaired(holdings, after.exchange, was, is);
    if (!mended.ok) return mended;
  }
  if (after.status === before.status) return ok(true);
  switch (after.status) {
    case 'reserved':
      return reserveAll(holdings, after);
    case 'settled':
      return settleAll(holdings, after);
    case 'ended':
      return isBeforeSettlement(before) ? releaseAll(holdings, after.exchange, after.legs, 'exchange-ended') : ok(true);
    case 'proposed':
    case 'requested':
    case 'completed':
      return ok(true);
  }
}
