import { instantOrThrow } from '#libs/kernel';
import type { HouseholdCommand } from './household.commands.js';
import { differences } from './koppeling.decisions.js';
import {
  assigned,
  became,
  claimed,
  coupled,
  day,
  ended,
  known,
  now,
  placed,
  profiled,
  recoupled,
  reserved,
  soest,
  told,
  zeist,
} from './testing/story.js';

/** On a list that COA brings in. */
const listed = (koppeling: Parameters<typeof coupled>[0] = {}) => coupled(koppeling, day(10, 1), true);
const listedByZeist = (persons = 5) => coupled({ municipality: zeist, persons }, day(10, 1));
const forgotten: readonly HouseholdCommand[] = [
  { type: 'RequestForget', by: soest, actor: 'one', approver: null, now },
  { type: 'Forget', by: soest, actor: 'another', now },
];
const byCoa = (koppeling: Parameters<typeof coupled>[0] = {}) => coupled(koppeling, null, true);

describe('a koppeling that is received', () => {
  it('leaves all persons to be housed', () => {
    expect(told(coupled()).state).toMatchObject({ status: 'coupled', municipality: soest, persons: 4, toHouse: 4 });
  });

  it('adds nothing when it comes again, by hand or on a list', () => {
    expect(told(coupled(), coupled({ source: 'nieuwe lijst' })).events).toEqual([]);
    expect(told(coupled(), listed()).events).toEqual([]);
    // An old list, after we went on: it is the very koppeling that we know.
    expect(told(coupled(), recoupled(), listed()).events).toEqual([]);
  });

  it('is not answered again to a municipality that the household left', () => {
    const before = [coupled(), recoupled()];
    expect(told(...before, coupled()).codes).toEqual(['HOUSEHOLD_KNOWN input.household']);
    expect(told(...before, coupled({ municipality: zeist })).codes).toEqual(['HOUSEHOLD_KNOWN input.household']);
    // On a list it is no answer: only that nothing was added.
    expect(told(...before, coupled({}, day(10, 1)))).toMatchObject({ events: [], codes: [] });
  });

  it('on the list of another municipality changes nothing and differs in nothing; on that of COA it is stated', () => {
    expect(told(coupled(), listedByZeist())).toMatchObject({ events: [], codes: [] });
    expect(told(coupled(), ended(), listedByZeist())).toMatchObject({ events: [], codes: [] });
    expect(told(coupled(), listed({ municipality: zeist })).events).toMatchObject([{ type: 'CoaKoppelingStated' }]);
  });

  it('is refused by hand when the household is known otherwise, and of a list kept beside ours, once', () => {
    expect(told(coupled(), coupled({ persons: 5 })).codes).toEqual(['HOUSEHOLD_KNOWN input.household']);
    const other = told(coupled(), listed({ municipality: zeist, persons: 5 }));
    expect(other.events).toMatchObject([
      { type: 'CoaKoppelingStated', ours: soest, municipality: zeist, persons: 5, on: day(10, 1) },
    ]);
    expect(other.state).toMatchObject({ municipality: soest, persons: 4 });
    const again = listed({ municipality: zeist, persons: 5 });
    expect(told(coupled(), again, again).events).toEqual([]);
  });

  it('agrees with ours once we went the same way, and says so where it said otherwise before', () => {
    const grown = became(5, 'birth');
    expect(told(coupled(), grown, listed({ persons: 5 })).events).toEqual([]);
    expect(told(coupled(), listed({ persons: 5 }), grown, listed({ persons: 5 })).events).toEqual([]);
    expect(told(coupled(), listed({ persons: 6 }), grown, listed({ persons: 5 })).events).toMatchObject([
      { type: 'CoaKoppelingStated', persons: 5 },
    ]);
  });

  it('differs field by field', () => {
    const { state } = told(coupled());
    const found = (koppeling: Parameters<typeof coupled>[0]) => differences(listed(koppeling), state);
    expect(found({})).toEqual([]);
    expect(found({ municipality: zeist, persons: 5 })).toEqual([
      { field: 'municipality', ours: soest, theirs: zeist },
      { field: 'persons', ours: 4, theirs: 5 },
    ]);
    expect(found({ permitOn: day(5, 1), coupledOn: day(6, 20) })).toEqual([
      { field: 'permit_on', ours: day(6, 1), theirs: day(5, 1) },
      { field: 'coupled_on', ours: day(6, 14), theirs: day(6, 20) },
    ]);
  });

  it('may come back after it ended, not before that', () => {
    const before = [coupled(), ended('left-country', day(8, 1))];
    expect(told(...before, coupled({ coupledOn: day(9, 1) })).state).toMatchObject({ status: 'coupled', toHouse: 4 });
    expect(told(...before, coupled({ coupledOn: day(7, 1) })).codes).toEqual(['COUPLED_BEFORE_END input.coupledOn']);
  });

  it('comes back to another municipality by COA alone, and who else asks hears no more than that it is known', () => {
    const before = [coupled(), ended('left-country', day(8, 1))];
    const inZeist = { municipality: zeist, coupledOn: day(9, 1) };
    expect(told(...before, coupled(inZeist)).codes).toEqual(['HOUSEHOLD_KNOWN input.household']);
    const dead = [coupled(), ended('died', day(8, 1))];
    expect(told(...dead, coupled(inZeist)).codes).toEqual(['HOUSEHOLD_KNOWN input.household']);
    expect(told(...before, byCoa(inZeist)).state).toMatchObject({ status: 'coupled', municipality: zeist });
  });

  it('goes on with its profile in its own municipality, and without it in another', () => {
    const before = [coupled(), profiled(), ended('left-country', day(8, 1))];
    const { profile } = known(told(coupled(), profiled()));
    expect(profile).not.toBeNull();
    const again = told(...before, coupled({ coupledOn: day(9, 1) }));
    expect(known(again).profile).toBe(profile);
    // Said anew, because a koppeling begins without one for who reads the log.
    expect(again.events).toMatchObject([
      { type: 'KoppelingReceived' },
      { type: 'HouseholdProfileChanged', municipality: soest, profile },
    ]);
    const elsewhere = told(...before, byCoa({ municipality: zeist, coupledOn: day(9, 1) }));
    expect([known(elsewhere).profile, elsewhere.events.length]).toEqual([null, 1]);
  });

  it.each(['died', 'merged'] as const)('does not come back once it %s, not by COA either', (reason) => {
    const end: HouseholdCommand =
      reason === 'merged'
        ? { type: 'MergeInto', by: soest, into: 'h-2', on: day(8, 1), note: null, knownAt: null, now }
        : ended(reason, day(8, 1));
    expect(told(coupled(), end, byCoa({ coupledOn: day(9, 1) })).codes).toEqual([
      'HOUSEHOLD_ENDED_FOR_GOOD input.household',
    ]);
  });

  it('does not restart the clock of the permit when it comes back', () => {
    const again = byCoa({ permitOn: day(8, 20), coupledOn: day(9, 1) });
    expect(told(coupled(), ended('left-country', day(8, 1)), again).codes).toEqual(['PERMIT_DIFFERS input.permitOn']);
  });

  it('is of the kind that the household had, when it comes back', () => {
    const minors = [coupled({ kind: 'nidos' }), ended('left-country', day(8, 1))];
    const again = (kind: 'nidos' | 'regular' | null) => told(...minors, coupled({ kind, coupledOn: day(9, 1) }));
    expect(again('regular').codes).toEqual(['KINDS_DIFFER input.kind']);
    for (const kind of ['nidos', null] as const) expect(known(again(kind)).kind).toBe('nidos');
    expect(known(told(coupled({ kind: null }))).kind).toBe('regular');
  });

  it.each([
    ['before the permit', coupled({ coupledOn: day(5, 1) }), 'COUPLED_BEFORE_PERMIT input.coupledOn'],
    ['before the first one', coupled({ firstCoupledOn: day(6, 20) }), 'COUPLED_BEFORE_FIRST input.coupledOn'],
    ['in the future', coupled({ coupledOn: day(10, 28) }), 'DATE_IN_FUTURE input.coupledOn'],
  ])('is refused %s', (_, command, code) => {
    expect(told(command).codes).toContain(code);
  });
});

describe('a koppeling that moves', () => {
  it('takes the persons along and does not restart the clock of the permit', () => {
    const { events, state } = told(coupled(), recoupled());
    expect(events).toMatchObject([
      { type: 'KoppelingMoved', from: soest, to: zeist, persons: 4, open: 4, broke: null },
    ]);
    expect(state).toMatchObject({ municipality: zeist, permitOn: day(6, 1), firstCoupledOn: day(6, 14) });
  });

  it('breaks a claim when COA moves it of its own accord, and is refused once it is reserved', () => {
    expect(told(coupled(), claimed(), recoupled()).events).toMatchObject([{ broke: 'e-1' }]);
    expect(known(told(coupled(), claimed(), recoupled())).hold).toBeNull();
    const refused = told(coupled(), claimed(), reserved(), recoupled());
    expect([refused.codes, refused.details]).toEqual([['HOUSEHOLD_RESERVED input.household'], { exchange: 'e-1' }]);
  });

  it('moves by the exchange that holds it, and stays held', () => {
    const { events, state } = told(coupled(), claimed(), reserved(), recoupled(zeist, day(10, 27), 'e-1'));
    expect(events).toMatchObject([{ exchange: 'e-1', broke: null }]);
    expect(state).toMatchObject({ hold: { kind: 'reservation', exchange: 'e-1' } });
  });

  it.each([
    ['to where it is', [coupled(), recoupled(soest)], 'ALREADY_COUPLED_THERE input.to'],
    ['before it was coupled', [coupled(), recoupled(zeist, day(6, 13))], 'MOVED_BEFORE_KOPPELING input.on'],
    ['once placed', [coupled(), placed(), recoupled()], 'ALREADY_PLACED input.household'],
    ['once ended', [coupled(), ended(), recoupled()], 'NOT_COUPLED input.household'],
    [
      'of minors by an exchange',
      [coupled({ kind: 'nidos' }), recoupled(zeist, day(8, 1), 'e')],
      'NIDOS_NOT_EXCHANGED input.household',
    ],
    ['of nobody', [recoupled()], 'HOUSEHOLD_UNKNOWN input.household'],
  ])('is refused %s', (_, commands, code) => {
    expect(told(...commands).codes).toEqual([code]);
  });
});

describe('a koppeling that turns out to have moved or ended before others came', () => {
  const open = (...commands: readonly HouseholdCommand[]) => {
    const [event] = told(...commands).events;
    return event !== undefined && 'openKoppelingen' in event
      ? event.openKoppelingen.map(({ municipality, on, persons, withoutExchanges: without }) =>
          [municipality, on, persons, without].join(' '),
        )
      : [];
  };
  /** Five from 3 September on, and never five before. */
  const grown = [coupled(), became(5, 'birth', day(9, 3))];

  it('takes each along from the day on which they came', () => {
    expect(open(...grown, recoupled(zeist, day(8, 30)))).toEqual([
      `${soest} ${day(8, 30)} -4 -4`,
      `${zeist} ${day(8, 30)} 4 4`,
      `${soest} ${day(9, 3)} -1 -1`,
      `${zeist} ${day(9, 3)} 1 1`,
    ]);
    expect(open(...grown, recoupled(zeist, day(8, 30), 'e'))).toEqual([
      `${soest} ${day(8, 30)} -4 0`,
      `${zeist} ${day(8, 30)} 4 0`,
      `${soest} ${day(9, 3)} -1 0`,
      `${zeist} ${day(9, 3)} 1 0`,
    ]);
    expect(open(...grown, recoupled(zeist, day(9, 3)))).toEqual([
      `${soest} ${day(9, 3)} -5 -5`,
      `${zeist} ${day(9, 3)} 5 5`,
    ]);
  });

  it('takes off each from the day on which they came', () => {
    expect(open(...grown, ended('own-dwelling', day(8, 30)))).toEqual([
      `${soest} ${day(8, 30)} -4 -4`,
      `${soest} ${day(9, 3)} -1 -1`,
    ]);
  });

  it('leaves who was housed later to wait up to then', () => {
    const partly = [...grown, placed(day(9, 10), { persons: 2 })];
    expect(open(...partly, ended('left-country', day(8, 30)))).toEqual([
      `${soest} ${day(8, 30)} -2 -2`,
      `${soest} ${day(9, 3)} -1 -1`,
    ]);
  });

  it('is told by its events as who waits by the state, whatever happened in between', () => {
    const { state } = told(...grown, placed(day(9, 10), { persons: 2 }), ended('left-country', day(8, 30)));
    expect(state).toMatchObject({
      waiting: [
        { on: day(6, 14), persons: 4 },
        { on: day(8, 30), persons: -2 },
        { on: day(9, 10), persons: -2 },
      ],
    });
  });
});

describe('a koppeling that ends', () => {
  it('takes off who was still to be housed, and nobody who was housed', () => {
    expect(told(coupled(), ended()).events).toMatchObject([
      { type: 'KoppelingEnded', persons: 4, reason: 'own-dwelling' },
    ]);
    const partly = told(coupled(), placed(day(7, 1), { persons: 3 }), ended('left-country'));
    expect(partly.events).toMatchObject([{ persons: 1 }]);
    expect(partly.state).toMatchObject({ status: 'placed', persons: 3, toHouse: 0 });
    expect(told(coupled(), placed(), ended()).codes).toEqual(['ALREADY_PLACED input.household']);
  });

  it('ends whatever an exchange has in mind when it is a fact, and not when only we decide it', () => {
    const held = [coupled(), claimed(), reserved()];
    expect(told(...held, ended('died')).events).toMatchObject([{ type: 'KoppelingEnded', broke: 'e-1' }]);
    expect(told(...held, ended('entered-by-mistake')).codes).toEqual(['HOUSEHOLD_RESERVED input.household']);
  });
});

describe('the hold of an exchange', () => {
  const later = instantOrThrow('2023-11-02T00:00:00Z');

  it('is a claim, a reservation and an assignment, one after the other', () => {
    expect(known(told(coupled(), claimed())).hold).toMatchObject({ kind: 'claim' });
    expect(known(told(coupled(), claimed(), reserved())).hold).toEqual({ kind: 'reservation', exchange: 'e-1' });
    expect(known(told(coupled(), claimed(), reserved(), assigned('d-1'))).hold).toMatchObject({ dwelling: 'd-1' });
  });

  it('is of one exchange at a time, and asked again by the same it does nothing', () => {
    const second = told(coupled(), claimed(), claimed('e-2'));
    expect([second.codes, second.details]).toEqual([['HOUSEHOLD_HELD input.household'], { exchange: 'e-1' }]);
    expect(told(coupled(), claimed(), claimed()).events).toEqual([]);
    expect(told(coupled(), claimed(), reserved('e-2')).codes).toEqual(['CLAIM_LOST input.exchange']);
  });

  it('is none once the time of a claim is over', () => {
    const afterwards = { type: 'Reserve', exchange: 'e-1', now: later } as const;
    expect(told(coupled(), claimed(), afterwards).codes).toEqual(['CLAIM_LOST input.exchange']);
    const other = { ...claimed('e-2', instantOrThrow('2023-11-09T00:00:00Z')), now: later };
    expect(told(coupled(), claimed(), other).events).toMatchObject([{ exchange: 'e-2' }]);
  });

  it('goes when the exchange lets go, which may be said twice', () => {
    const release = { type: 'Release', exchange: 'e-1', reason: 'exchange-ended' } as const;
    expect(known(told(coupled(), claimed(), release)).hold).toBeNull();
    expect(told(coupled(), claimed(), release, release)).toMatchObject({ events: [], codes: [] });
  });

  it.each([
    ['of minors under Nidos', [coupled({ kind: 'nidos' }), claimed()], 'NIDOS_NOT_EXCHANGED input.household'],
    [
      'of a household of another municipality',
      [coupled({ municipality: zeist }), claimed()],
      'COUPLED_ELSEWHERE input.household',
    ],
    ['of one that was placed', [coupled(), placed(), claimed()], 'NOT_COUPLED input.household'],
    ['of one that was forgotten', [coupled(), profiled(), ...forgotten, claimed()], 'NOT_FOR_EXCHANGE input.household'],
    ['of one that is not known', [claimed()], 'HOUSEHOLD_UNKNOWN input.household'],
  ])('is refused %s', (_, commands, code) => {
    expect(told(...commands).codes).toEqual([code]);
  });
});
