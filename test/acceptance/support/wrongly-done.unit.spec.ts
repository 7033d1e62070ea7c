import type { RecordedEvent } from '#libs/event-store';
import { wronglyDone, type SettledCommand } from './wrongly-done.js';

const LEG = { exchange: 'x', leg: 1, on: '2026-03-02' };

const answered = (mutation: string, input: object, position: number | null): SettledCommand => ({
  command: { person: 'p', mutation, input: { commandId: 'second', ...input }, result: '' },
  answer: {
    position,
    refusal: position === null ? { code: 'CODE', message: 'nee', path: [] } : null,
    result: null,
  },
});

/** Only what is looked at. */
const stored = (type: string, data: object, commandId: string, position: number, commit = position): RecordedEvent =>
  ({ type, data, position, meta: { commandId, commit } }) as unknown as RecordedEvent;

describe('commands that did not have the effect that was answered', () => {
  it('an accepted command of which nothing is stored has lost its effect', () => {
    expect(wronglyDone([], [answered('exchangeAccept', LEG, 7)])).toEqual([
      'exchangeAccept second was accepted, and its effect is not there',
    ]);
  });

  it('the same said again changes nothing', () => {
    const first = stored('HouseholdInformed', LEG, 'first', 7);
    expect(wronglyDone([first], [answered('householdInform', LEG, 7)])).toEqual([]);
    const failed = stored('LegFailed', { ...LEG, reason: 'household-refused' }, 'first', 7);
    const again = answered('legFail', { ...LEG, reason: 'household_refused' }, 9);
    expect(wronglyDone([failed], [again])).toEqual([]);
  });

  it.each([
    ['nobody said it', []],
    ['another leg was said of', [stored('HouseholdInformed', { ...LEG, leg: 2 }, 'first', 7)]],
    ['it was said on another day', [stored('HouseholdInformed', { ...LEG, on: '2026-03-03' }, 'first', 7)]],
    ['it was said after the answer', [stored('HouseholdInformed', LEG, 'first', 8)]],
    ['something else was said', [stored('LegFailed', LEG, 'first', 7)]],
  ])('what may change nothing has lost its effect where %s', (_, events) => {
    expect(wronglyDone(events, [answered('householdInform', LEG, 7)])).toHaveLength(1);
  });

  it('a refused command has no effect, another has it once, at the position that was answered', () => {
    const done = [stored('ExchangeAccepted', LEG, 'second', 7), stored('ExchangeReserved', LEG, 'second', 8, 7)];
    expect(wronglyDone(done, [answered('exchangeAccept', LEG, 8)])).toEqual([]);
    expect(wronglyDone(done, [answered('exchangeAccept', LEG, 7)])).toHaveLength(1);
    expect(wronglyDone(done, [answered('exchangeAccept', LEG, null)])).toHaveLength(1);
    const twice = [...done, stored('ExchangeAccepted', LEG, 'second', 9)];
    expect(wronglyDone(twice, [answered('exchangeAccept', LEG, 9)])).toHaveLength(1);
  });
});
