import {
  instantOrThrow,
  localDate,
  municipalityCodeSchema,
  period,
  type Instant,
  type LocalDate,
  type Refusal,
} from '#libs/kernel';
import { sealedSchema } from '#libs/secrets';
import type { ExchangeCommand } from '../exchange.commands.js';
import { exchangeDecider } from '../exchange.decider.js';
import type { ExchangeEvent, ExchangeLeg } from '../exchange.events.js';
import type { Exchange } from '../exchange.js';

export const soest = municipalityCodeSchema.parse('GM0342');
export const zeist = municipalityCodeSchema.parse('GM0355');
export const baarn = municipalityCodeSchema.parse('GM0308');

/** What only the key of a household opens. */
export const SEALED = sealedSchema.parse('s1.AAECAwQFBgcICQoL.c2VhbGVkLXNhbXBsZS1vZi1hLW5vdGU');

/** A day of May 2024, and noon of it in the Netherlands. */
export const may = (day: number): LocalDate => localDate(`2024-05-${String(day).padStart(2, '0')}`);
export const noon = (day: number): Instant => instantOrThrow(`${may(day)}T10:00:00.000Z`);

/** Soest gives a household of four to Zeist. */
export const toZeist: ExchangeLeg = {
  leg: 1,
  kind: 'recoupling',
  household: 'soest-4',
  persons: 4,
  from: soest,
  dwelling: 'zeist-home',
  to: zeist,
};
/** Zeist gives a single to Soest. */
export const toSoest: ExchangeLeg = {
  leg: 2,
  kind: 'recoupling',
  household: 'zeist-1',
  persons: 1,
  from: zeist,
  dwelling: 'soest-studio',
  to: soest,
};
/** A single of Zeist goes to a shared doorstroomlocatie in Soest: COA is not needed. */
export const toDoorstroom: ExchangeLeg = { ...toSoest, kind: 'doorstroom', dwelling: 'soest-place' };

type Of<T extends ExchangeCommand['type']> = Partial<Extract<ExchangeCommand, { type: T }>>;

export const proposed = (overrides: Of<'Propose'> = {}): ExchangeCommand => ({
  type: 'Propose',
  exchange: 'x',
  region: null,
  legs: [toZeist, toSoest],
  suggestion: null,
  remindAt: noon(4),
  answerBy: noon(6),
  expectedBy: may(31),
  redistribution: [],
  most: { legs: 6, municipalities: 3 },
  ...overrides,
});
export const accepted = (municipality: typeof soest, overrides: Of<'Accept'> = {}): ExchangeCommand => ({
  type: 'Accept',
  municipality,
  now: noon(2),
  on: may(2),
  informBy: noon(7),
  ...overrides,
});
export const declined = (municipality: typeof soest, overrides: Of<'Decline'> = {}): ExchangeCommand => ({
  type: 'Decline',
  municipality,
  reason: 'dwelling-lost',
  leg: null,
  note: null,
  now: noon(2),
  on: may(2),
  ...overrides,
});
export const withdrawn = (overrides: Of<'Withdraw'> = {}): ExchangeCommand => ({
  type: 'Withdraw',
  by: soest,
  reason: 'by-mistake',
  leg: null,
  note: null,
  on: may(20),
  ...overrides,
});
export const informed = (leg: number, overrides: Of<'Inform'> = {}): ExchangeCommand => ({
  type: 'Inform',
  leg,
  on: may(3),
  today: may(3),
  objectBy: noon(10),
  ...overrides,
});
export const objected = (leg: number, overrides: Of<'Object'> = {}): ExchangeCommand => ({
  type: 'Object',
  leg,
  reason: SEALED,
  on: may(9),
  today: may(9),
  note: null,
  ...overrides,
});
export const requested = (overrides: Of<'RequestRecouplings'> = {}): ExchangeCommand => ({
  type: 'RequestRecouplings',
  reached: noon(10),
  on: may(10),
  answerBy: noon(24),
  ...overrides,
});
export const confirmed = (leg: number, overrides: Of<'ConfirmRecoupling'> = {}): ExchangeCommand => ({
  type: 'ConfirmRecoupling',
  leg,
  on: may(15),
  today: may(15),
  reference: 'COA-1',
  ...overrides,
});
export const coaRefused = (leg: number, overrides: Of<'RefuseRecoupling'> = {}): ExchangeCommand => ({
  type: 'RefuseRecoupling',
  leg,
  on: may(15),
  today: may(15),
  reason: 'hard-tie',
  reference: null,
  ...overrides,
});
export const reversed = (leg: number, overrides: Of<'ReverseRecoupling'> = {}): ExchangeCommand => ({
  type: 'ReverseRecoupling',
  leg,
  on: may(22),
  today: may(22),
  reference: null,
  ...overrides,
});
export const settled = (overrides: Of<'Settle'> = {}): ExchangeCommand => ({
  type: 'Settle',
  reached: noon(16),
  on: may(16),
  moveBy: noon(30),
  persons: new Map([[1, 5]]),
  ...overrides,
});
export const placed = (household: string, on = may(20)): ExchangeCommand => ({ type: 'RecordPlaced', household, on });
export const failed = (leg: number, overrides: Of<'FailLeg'> = {}): ExchangeCommand => ({
  type: 'FailLeg',
  leg,
  reason: 'household-refused',
  on: may(18),
  today: may(18),
  note: null,
  ...overrides,
});
export const repaired = (leg: number, overrides: Of<'RepairLeg'> = {}): ExchangeCommand => ({
  type: 'RepairLeg',
  leg,
  repair: 'balance',
  dwelling: null,
  persons: 4,
  on: may(19),
  today: may(19),
  note: null,
  ...overrides,
});

/** The way of a swap up to where the words say. */
export const untilReserved: readonly ExchangeCommand[] = [proposed(), accepted(soest), accepted(zeist)];
export const untilInformed: readonly ExchangeCommand[] = [...untilReserved, informed(1), informed(2)];
export const untilRequested: readonly ExchangeCommand[] = [...untilInformed, requested()];
export const untilConfirmed: readonly ExchangeCommand[] = [...untilRequested, confirmed(1), confirmed(2)];
export const untilSettled: readonly ExchangeCommand[] = [...untilConfirmed, settled()];

/** What was agreed of the taakstelling of a municipality in the first half of 2024. */
export const share = (municipality: typeof soest, change: number) => ({
  municipality,
  period: period('2024-1'),
  change,
});
/** A supervisor decides that Soest gets three persons more, and Zeist three fewer. */
export const decided = (overrides: Of<'RecordRedistribution'> = {}): ExchangeCommand => ({
  type: 'RecordRedistribution',
  redistribution: 'r1',
  period: period('2024-1'),
  shares: [
    { municipality: soest, change: 3 },
    { municipality: zeist, change: -3 },
  ],
  on: may(17),
  ...overrides,
});

export interface Told {
  readonly state: Exchange;
  /** Of the last command; empty when it was refused, or when there was nothing left to do. */
  readonly events: readonly ExchangeEvent[];
  /** Types of these events, in order. */
  readonly types: readonly string[];
  /** Why the last command was refused; empty when it was not. */
  readonly codes: readonly string[];
  readonly refusals: readonly Refusal[];
}

/** What the last of these commands comes to; those before it must be accepted. */
export function told(...commands: readonly (ExchangeCommand | readonly ExchangeCommand[])[]): Told {
  let state = exchangeDecider.initial;
  let last: Told = { state, events: [], types: [], codes: [], refusals: [] };
  for (const command of commands.flat()) {
    if (last.codes.length > 0) throw new Error(`before ${command.type}: ${last.codes.join(', ')}`);
    const decision = exchangeDecider.decide(command, state);
    if (decision.ok) {
      state = decision.value.reduce(exchangeDecider.evolve, state);
      last = { state, events: decision.value, types: decision.value.map(({ type }) => type), codes: [], refusals: [] };
    } else
      last = {
        state,
        events: [],
        types: [],
        codes: decision.refusals.map(({ code }) => code),
        refusals: decision.refusals,
      };
  }
  return last;
}
