import type { RecordedEvent } from '#libs/event-store';
import { instantOrThrow, localDate, type JsonObject } from '#libs/kernel';
import { exchangeEvents } from '../../exchanges.definitions.js';
import { soest, zeist } from '../../testing/town-halls.js';
import { reactionsTo } from './reactions.js';

const event = (type: string, data: JsonObject): RecordedEvent => ({
  id: 'e1',
  type,
  data,
  effectiveOn: null,
  position: 7,
  stream: 's',
  version: 1,
  meta: { actor: 'spec', commandId: 'c', commit: 7, commitSize: 1 },
  recordedAt: instantOrThrow('2024-05-01T10:00:00Z'),
});
const exchange = 'x';
const dueAt = '2024-05-06T22:00:00.000Z';
const on = localDate('2024-05-01');
const household = { household: 'h1', municipality: soest };

describe('what follows from an event', () => {
  it('of a proposal: its term to answer, and a reminder before', () => {
    const legs = [{ leg: 1, kind: 'recoupling', household: 'h1', persons: 1, from: soest, dwelling: 'd1', to: zeist }];
    const remindAt = '2024-05-03T22:00:00.000Z';
    const proposed = {
      exchange,
      region: null,
      legs,
      suggestion: null,
      remindAt,
      answerBy: dueAt,
      expectedBy: on,
      redistribution: [],
    };
    expect(reactionsTo(event('ExchangeProposed', proposed))).toEqual([
      { react: 'set', name: 'exchange-answer', key: 'x', dueAt, payload: { exchange } },
      {
        react: 'set',
        name: 'exchange-reminder',
        key: 'x/answer',
        dueAt: remindAt,
        payload: { exchange, deadline: 'answer', dueAt },
      },
    ]);
  });

  it('of a household that was told: a term for each leg, so that the last of them need not be known', () => {
    const informed = (leg: number) => ({ exchange, leg, municipality: soest, on, objectBy: dueAt });
    expect([1, 2].flatMap((leg) => reactionsTo(event('HouseholdInformed', informed(leg))))).toMatchObject([
      { react: 'set', key: 'x/1', dueAt },
      { react: 'set', key: 'x/2', dueAt },
    ]);
  });

  it('of an answer of COA: the question whether all is confirmed', () => {
    const confirmed = { exchange, leg: 1, on, reference: null };
    expect(reactionsTo(event('RecouplingConfirmed', confirmed))).toEqual([
      { react: 'ask', step: { step: 'settle', exchange } },
    ]);
  });

  it.each<[string, JsonObject]>([
    [
      'KoppelingEnded',
      {
        ...household,
        persons: 1,
        inHousehold: 0,
        on,
        reason: 'died',
        into: null,
        broke: 'x',
        openKoppelingen: [],
        note: null,
        knownAt: null,
      },
    ],
    ['DwellingWithdrawn', { dwelling: 'd1', municipality: zeist, on, reason: 'sold', broke: 'x' }],
    ['DwellingReserved', { dwelling: 'd1', municipality: zeist, household: null, until: on, broke: 'x' }],
    ['DwellingOccupied', { dwelling: 'd1', municipality: zeist, household: 'h9', persons: 1, on, broke: 'x' }],
  ])('of %s that broke a claim: the end of that exchange', (type, data) => {
    expect(reactionsTo(event(type, data))).toMatchObject([{ react: 'ask', step: { step: 'end-used', exchange } }]);
    expect(reactionsTo(event(type, { ...data, broke: null }))).toEqual([]);
  });

  it('of needs that changed under an exchange: the question whether all still fits', () => {
    const change = {
      ...household,
      was: 1,
      persons: 2,
      cause: 'birth',
      on,
      open: 1,
      counted: null,
      openKoppelingen: [],
      note: null,
      knownAt: null,
    };
    const reactions = (heldBy: string | null) => reactionsTo(event('HouseholdPersonsChanged', { ...change, heldBy }));
    expect(reactions('x')).toEqual([{ react: 'ask', step: { step: 'recheck', exchange } }]);
    expect(reactions(null)).toEqual([]);
  });

  it('of a list of COA that has a household elsewhere than we do: the question whether that is the answer', () => {
    const listed = { household: 'h1', municipality: zeist, on, source: 'lijst' };
    const reactions = (more: JsonObject) =>
      reactionsTo(event('CoaKoppelingStated', { ...listed, ours: soest, persons: 1, mayAnswer: 'x', ...more }));
    expect(reactions({})).toEqual([{ react: 'ask', step: { step: 'confirm-by-list', exchange, ...listed } }]);
    expect(reactions({ mayAnswer: null })).toEqual([]);
    expect(reactions({ municipality: null })).toEqual([]);
  });

  it('of a household that was forgotten: the end of its key', () => {
    const forgotten = { household: 'h1', approvedBy: 'demo:chef' };
    expect(reactionsTo(event('HouseholdForgotten', forgotten))).toEqual([{ react: 'destroy-key', household: 'h1' }]);
  });

  it('of the end: no term is left open', () => {
    const ended = {
      exchange,
      municipalities: [soest],
      end: 'DECLINED',
      by: soest,
      reason: null,
      leg: null,
      on,
      note: null,
    };
    const keys = reactionsTo(event('ExchangeEnded', ended)).map((reaction) => ('key' in reaction ? reaction.key : ''));
    expect(keys).toEqual(['x', 'x/answer', 'x/inform', 'x/coa']);
  });

  it('of an event that is not of an exchange: nothing', () => {
    expect(reactionsTo(event('TaakstellingAnnounced', {}))).toEqual([]);
    expect(exchangeEvents.length).toBe(19);
  });
});
