import { WithdrawDwelling } from '#libs/dwellings';
import { ChangePersons } from '#libs/koppeling';
import { DemoExchange, type Route } from './demo-exchange.js';
import { official } from './demo-people.js';
import type { DemoPlan } from './demo-plan.js';
import { REGION } from './regions.js';

/** Utrecht gives families and gets singles: it has studios, the others have family homes [domain.md §4, practice]. */
const UTRECHT_ZEIST: readonly Route[] = [
  ['Utrecht', 'Zeist', 4],
  ['Zeist', 'Utrecht', 1],
];

/** Exchanges in every state of their life [domain.md §4], the last ones where somebody is at turn now. */
export function planExchanges(plan: DemoPlan): readonly DemoExchange[] {
  const exchange = (...args: [string, number, readonly Route[], ConstructorParameters<typeof DemoExchange>[4]?]) =>
    new DemoExchange(plan, ...args);
  return [...completed(exchange), ...ended(plan, exchange), ...underWay(exchange)];
}

type Begin = (
  name: string,
  proposed: number,
  routes: readonly Route[],
  options?: ConstructorParameters<typeof DemoExchange>[4],
) => DemoExchange;

function completed(exchange: Begin): readonly DemoExchange[] {
  const swaps = (
    [
      ['swap of spring', -150, 'Amersfoort', 'Soest', 5, 1],
      ['swap of Woerden', -128, 'Woerden', 'Montfoort', 1, 4],
      ['swap of Veenendaal', -104, 'Veenendaal', 'Rhenen', 1, 3],
      ['swap of Nieuwegein', -82, 'Nieuwegein', 'IJsselstein', 2, 1],
    ] as const
  ).map(([name, proposed, one, other, persons, back]) =>
    exchange(name, proposed, [
      [one, other, persons],
      [other, one, back],
    ])
      .settled()
      .checklist(24, 1, 'school', 'care')
      .place(33, 1)
      .place(40, 2),
  );
  const ring = exchange(
    'ring',
    -96,
    [
      ['Amersfoort', 'Leusden', 6],
      ['Leusden', 'Baarn', 1],
      ['Baarn', 'Amersfoort', 2],
    ],
    { region: REGION.eemland },
  )
    .settled()
    .place(30, 1)
    .place(34, 2)
    .place(37, 3);
  const takeOver = exchange('take-over', -70, [['Utrecht', 'Utrechtse Heuvelrug', 7]])
    .settled()
    .place(31, 1);
  const transit = exchange('doorstroomlocatie', -60, [['Bunnik', 'Utrecht', 1]], { kind: 'doorstroom' })
    .accept(2, 'Bunnik', 'Utrecht')
    .inform(4)
    .place(20, 1);

  const another = exchange('repaired with another dwelling', -88, [
    ['Stichtse Vecht', 'De Ronde Venen', 3],
    ['De Ronde Venen', 'Stichtse Vecht', 1],
  ]).settled();
  const home = another.another(1);
  another.fail(30, 1, 'dwelling-lost').place(32, 2).repair(35, 1, 'another-dwelling', home).place(45, 1, home);

  const returned = exchange('returned', -76, [
    ['Houten', 'Vijfheerenlanden', 2],
    ['Vijfheerenlanden', 'Houten', 1],
  ])
    .settled()
    .place(30, 2)
    .fail(33, 1, 'household-refused')
    .repair(38, 1, 'return');
  const balanced = exchange('settled in the balance', -66, [
    ['De Bilt', 'Zeist', 1],
    ['Zeist', 'De Bilt', 2],
  ])
    .settled()
    .place(29, 1)
    .fail(31, 2, 'needs-have-changed')
    .repair(36, 2, 'balance');
  return [...swaps, ring, takeOver, transit, another, returned, balanced];
}

function ended(plan: DemoPlan, exchange: Begin): readonly DemoExchange[] {
  const declined = exchange('declined', -58, [
    ['Soest', 'Eemnes', 3],
    ['Eemnes', 'Soest', 1],
  ])
    .accept(1, 'Soest')
    .decline(3, 'Eemnes', 'dwelling-promised');
  const declinedAgain = exchange('declined for the balance', -34, [['Nieuwegein', 'Lopik', 2]]).decline(
    2,
    'Lopik',
    'balance',
  );
  const expired = exchange('expired', -45, [
    ['Wijk bij Duurstede', 'Bunnik', 1],
    ['Bunnik', 'Wijk bij Duurstede', 3],
  ]).accept(2, 'Bunnik');
  const withdrawn = exchange('withdrawn', -39, [
    ['Woudenberg', 'Renswoude', 1],
    ['Renswoude', 'Woudenberg', 2],
  ])
    .accept(1, 'Woudenberg')
    .withdraw(3, 'better-match');
  const objected = exchange('objected', -50, [
    ['Utrecht', 'Woerden', 4],
    ['Woerden', 'Utrecht', 1],
  ])
    .accept(2, 'Utrecht', 'Woerden')
    .inform(4)
    .object(7, 1, 'work');
  const refused = exchange('refused by COA', -31, [
    ['Zeist', 'Veenendaal', 1],
    ['Veenendaal', 'Zeist', 3],
  ])
    .accept(2, 'Zeist', 'Veenendaal')
    .inform(4)
    .confirm(20, 1)
    .refuse(22, 2, 'hard-tie');
  const reversed = exchange('refused by COA and moved back', -90, [
    ['Oudewater', 'Woerden', 1],
    ['Woerden', 'Oudewater', 3],
  ])
    .accept(2, 'Oudewater', 'Woerden')
    .inform(4)
    .confirm(19, 1)
    .refuse(22, 2, 'administrative')
    .reverse(29, 1);

  const placedByOwner = exchange('household placed by its owner', -27, [
    ['IJsselstein', 'Houten', 2],
    ['Houten', 'IJsselstein', 1],
  ]).accept(1, 'Houten');
  plan.place(placedByOwner.leg(1).household, -25, { chain: 'exchange household placed by its owner' });

  const letByOwner = exchange('dwelling used by its owner', -22, [['Baarn', 'Bunschoten', 1]]);
  const { dwelling } = letByOwner.leg(1);
  letByOwner.step(2, 'let to others', (id, on) => {
    return new WithdrawDwelling(official(dwelling.municipality), id, {
      dwelling: dwelling.id,
      on,
      reason: 'let-to-others',
    });
  });

  const grown = exchange('no longer fits', -18, [
    ['Rhenen', 'Veenendaal', 2],
    ['Veenendaal', 'Rhenen', 1],
  ]).accept(2, 'Rhenen');
  const { household } = grown.leg(1);
  grown.step(3, 'family joins', (id, on) => {
    return new ChangePersons(official(household.municipality), id, {
      household: household.id,
      municipality: household.municipality,
      persons: household.persons + 3,
      cause: 'nareis',
      on,
    });
  });
  return [declined, declinedAgain, expired, withdrawn, objected, refused, reversed, placedByOwner, letByOwner, grown];
}

function underWay(exchange: Begin): readonly DemoExchange[] {
  return [
    exchange('settled', -24, [
      ['Utrecht', 'Zeist', 3],
      ['Zeist', 'Utrecht', 1],
    ])
      .settled()
      .checklist(23, 1, 'school'),
    exchange('half moved', -44, [
      ['Vijfheerenlanden', 'Lopik', 4],
      ['Lopik', 'Vijfheerenlanden', 1],
    ])
      .settled()
      .place(36, 2),
    exchange('with a leg that failed', -40, [
      ['De Bilt', 'Utrechtse Heuvelrug', 2],
      ['Utrechtse Heuvelrug', 'De Bilt', 1],
    ])
      .settled()
      .fail(34, 1, 'dwelling-lost'),
    exchange('waiting too long for COA', -41, [['Utrecht', 'Stichtse Vecht', 5]])
      .accept(2, 'Utrecht', 'Stichtse Vecht')
      .inform(4),
    exchange('confirmed in part', -25, UTRECHT_ZEIST).accept(2, 'Utrecht', 'Zeist').inform(4).confirm(22, 1),
    exchange('requested', -21, [
      ['Amersfoort', 'Bunschoten', 3],
      ['Bunschoten', 'Amersfoort', 1],
    ])
      .accept(2, 'Amersfoort', 'Bunschoten')
      .inform(4),
    exchange('informed', -8, [
      ['Utrecht', 'Houten', 3],
      ['Houten', 'Utrecht', 1],
    ])
      .accept(2, 'Utrecht', 'Houten')
      .inform(4),
    exchange('reserved', -5, UTRECHT_ZEIST).accept(1, 'Utrecht').accept(2, 'Zeist'),
    exchange('accepted in part', -3, [
      ['Zeist', 'Amersfoort', 1],
      ['Amersfoort', 'Soest', 3],
      ['Soest', 'Zeist', 2],
    ]).accept(1, 'Amersfoort', 'Soest'),
    exchange('proposed and reminded', -4, [
      ['Nieuwegein', 'Vijfheerenlanden', 4],
      ['Vijfheerenlanden', 'Nieuwegein', 1],
    ]),
    exchange('proposed', -1, UTRECHT_ZEIST),
  ];
}
