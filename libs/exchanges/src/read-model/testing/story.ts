import {
  instantOrThrow,
  localDate,
  period,
  startOfDay,
  type JsonObject,
  type LocalDate,
  type MunicipalityCode,
} from '#libs/kernel';
import { householdStream, type HouseholdEvent, type HouseholdProfile } from '#libs/koppeling';
import type { Sealed } from '#libs/secrets';
import { streams } from '#libs/taakstelling';
import {
  exchangeStream,
  type ExchangeEvent,
  type ExchangeLeg,
  type RedistributionShare,
} from '../../domain/exchange.events.js';

export const SOEST = 'GM0342' as MunicipalityCode;
export const ZEIST = 'GM0355' as MunicipalityCode;
export const BAARN = 'GM0308' as MunicipalityCode;
export const UTRECHT = 'GM0344' as MunicipalityCode;
/** In Gelderland: a region that holds it crosses the border of the province. */
export const ARNHEM = 'GM0202' as MunicipalityCode;

/** An event with the stream that it stands in. */
export interface Told {
  readonly stream: string;
  readonly event: { readonly type: string } & JsonObject;
}

const exchangeTold = (event: ExchangeEvent): Told => ({
  stream: exchangeStream(event.exchange),
  event: event,
});
const householdTold = (event: HouseholdEvent): Told => ({
  stream: householdStream(event.household),
  event: event,
});

export const legs = (exchange: string, ...sides: readonly (readonly [from: string, to: string, persons: number])[]) =>
  sides.map(([from, to, persons], i): ExchangeLeg => ({
    leg: i + 1,
    kind: 'recoupling',
    household: `${exchange}-h${i + 1}`,
    persons,
    from: from as MunicipalityCode,
    dwelling: `${exchange}-d${i + 1}`,
    to: to as MunicipalityCode,
  }));

/** Soest gives a family of four to Zeist and gets a single household back. */
export const swap = (exchange: string): readonly ExchangeLeg[] => legs(exchange, [SOEST, ZEIST, 4], [ZEIST, SOEST, 1]);

const parties = (all: readonly ExchangeLeg[]): MunicipalityCode[] => [
  ...new Set(all.flatMap(({ from, to }) => [from, to])),
];
const day = (text: string): LocalDate => localDate(text);
const noon = (text: string) => instantOrThrow(`${text}T10:00:00.000Z`);

/** What happens to an exchange, in the words of its story. Days as `2024-05-01`. */
export const story = (exchange: string, all: readonly ExchangeLeg[] = swap(exchange)) => ({
  proposed: (answerBy = '2024-05-07', redistribution: readonly RedistributionShare[] = []): Told =>
    exchangeTold({
      type: 'ExchangeProposed',
      exchange,
      region: null,
      legs: [...all],
      suggestion: null,
      remindAt: noon('2024-05-03'),
      answerBy: startOfDay(day(answerBy)),
      expectedBy: day('2024-06-29'),
      redistribution: [...redistribution],
    }),
  accepted: (municipality: MunicipalityCode): Told =>
    exchangeTold({ type: 'ExchangeAccepted', exchange, municipality }),
  reserved: (): Told =>
    exchangeTold({
      type: 'ExchangeReserved',
      exchange,
      municipalities: parties(all),
      on: day('2024-05-02'),
      informBy: startOfDay(day('2024-05-08')),
    }),
  informed: (leg: number): Told =>
    exchangeTold({
      type: 'HouseholdInformed',
      exchange,
      leg,
      municipality: all[leg - 1]?.from ?? SOEST,
      on: day('2024-05-02'),
      objectBy: startOfDay(day('2024-05-10')),
    }),
  objected: (leg: number, reason: Sealed, note: Sealed | null = null): readonly Told[] => {
    const municipality = all[leg - 1]?.from ?? SOEST;
    const on = day('2024-05-03');
    return [
      exchangeTold({ type: 'HouseholdObjected', exchange, leg, municipality, reason, on, note }),
      exchangeTold({
        type: 'ExchangeEnded',
        exchange,
        municipalities: parties(all),
        end: 'OBJECTION',
        by: municipality,
        reason: null,
        leg,
        on,
        note: null,
      }),
    ];
  },
  declined: (by: MunicipalityCode, leg: number | null = null, note: Sealed | null = null): Told =>
    exchangeTold({
      type: 'ExchangeEnded',
      exchange,
      municipalities: parties(all),
      end: 'DECLINED',
      by,
      reason: 'timing',
      leg,
      on: day('2024-05-02'),
      note,
    }),
  requested: (): Told =>
    exchangeTold({
      type: 'RecouplingRequested',
      exchange,
      legs: all.map(({ leg }) => leg),
      municipalities: parties(all),
      on: day('2024-05-10'),
      answerBy: startOfDay(day('2024-05-25')),
    }),
  confirmed: (leg: number): Told =>
    exchangeTold({ type: 'RecouplingConfirmed', exchange, leg, on: day('2024-05-12'), reference: `COA-${leg}` }),
  refused: (leg: number, reversed: readonly number[]): readonly Told[] => {
    const on = day('2024-05-13');
    return [
      exchangeTold({ type: 'RecouplingRefused', exchange, leg, on, reason: 'permit', reference: null }),
      exchangeTold({
        type: 'ExchangeEnded',
        exchange,
        municipalities: parties(all),
        end: 'COA_REFUSED',
        by: null,
        reason: 'permit',
        leg,
        on,
        note: null,
      }),
      exchangeTold({ type: 'RecouplingReversalRequested', exchange, legs: [...reversed], on }),
    ];
  },
  reversed: (leg: number): Told =>
    exchangeTold({ type: 'RecouplingReversed', exchange, leg, on: day('2024-05-20'), reference: null }),
  settled: (): Told =>
    exchangeTold({
      type: 'ExchangeSettled',
      exchange,
      region: null,
      legs: [...all],
      on: day('2024-05-14'),
      moveBy: startOfDay(day('2024-06-12')),
    }),
  failed: (leg: number, note: Sealed | null = null): Told =>
    exchangeTold({ type: 'LegFailed', exchange, leg, reason: 'dwelling-lost', on: day('2024-05-16'), note }),
  balanced: (leg: number, note: Sealed | null = null): Told => {
    const { from, to, persons } = all[leg - 1] ?? { from: SOEST, to: ZEIST, persons: 1 };
    const on = day('2024-05-17');
    return exchangeTold({
      type: 'LegRepaired',
      exchange,
      leg,
      repair: 'balance',
      dwelling: null,
      from,
      to,
      persons,
      on,
      note,
    });
  },
  decided: (inPeriod: string): Told =>
    exchangeTold({
      type: 'RedistributionRecorded',
      exchange,
      period: period(inPeriod),
      redistribution: `${exchange}-r`,
      municipalities: parties(all),
      on: day('2024-05-20'),
    }),
  placed: (leg: number): Told => exchangeTold({ type: 'LegPlaced', exchange, leg, on: day('2024-05-28') }),
  completed: (): Told =>
    exchangeTold({
      type: 'ExchangeCompleted',
      exchange,
      municipalities: parties(all),
      on: day('2024-05-28'),
    }),
  checked: (leg: number, municipality: MunicipalityCode): Told =>
    exchangeTold({ type: 'ChecklistAnswered', exchange, leg, municipality, answers: { school: true } }),
});

/** A household of four with its permit on 1 January 2024, and so due on 25 March. */
export const received = (household: string, municipality: MunicipalityCode, persons = 4): Told =>
  householdTold({
    type: 'KoppelingReceived',
    household,
    municipality,
    persons,
    kind: 'regular',
    permitOn: day('2024-01-01'),
    firstCoupledOn: day('2024-01-15'),
    coupledOn: day('2024-01-15'),
    split: null,
    source: 'spec',
    openKoppelingen: [],
    knownAt: null,
  });

export const profiled = (household: string, municipality: MunicipalityCode, profile: Sealed): Told =>
  householdTold({ type: 'HouseholdProfileChanged', household, municipality, profile, heldBy: null });

export const forgotten = (household: string): Told =>
  householdTold({ type: 'HouseholdForgotten', household, approvedBy: 'spec' });

export const koppelingMoved = (
  household: string,
  from: MunicipalityCode,
  to: MunicipalityCode,
  exchange: string,
): Told =>
  householdTold({
    type: 'KoppelingMoved',
    household,
    from,
    to,
    persons: 4,
    open: 4,
    on: day('2024-05-14'),
    exchange,
    broke: null,
    source: 'spec',
    openKoppelingen: [],
    knownAt: null,
  });

/** A taakstelling in persons, for a half-year. */
export const announced = (municipality: MunicipalityCode, inPeriod: string, persons: number): Told => ({
  stream: streams.taakstelling(inPeriod, municipality),
  event: {
    type: 'TaakstellingAnnounced',
    municipality,
    period: inPeriod,
    persons,
    announcedOn: '2023-09-01',
    state: 'fixed',
    source: 'rijk',
    knownAt: '2023-09-01T00:00:00.000Z',
    remark: null,
  },
});

/** Three bedrooms, without a step, tied to a place in the middle of Soest, which is less than 10 km from the middle of Zeist. */
export const PROFILE: HouseholdProfile = {
  bedrooms: 3,
  nareis: null,
  access: 'step-free',
  maxRent: null,
  ties: [{ lat: 52.17, lon: 5.3, maxKm: 20, hard: true, proofSeen: true }],
  excluded: [],
  notForExchange: false,
};
