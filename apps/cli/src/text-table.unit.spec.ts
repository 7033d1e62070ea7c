import { number, pairs, percent, signed, table } from './text-table.js';

test('numbers are written as the Dutch do, and what is unknown is a dash', () => {
  expect(number(1651)).toBe('1.651');
  expect(number(-406)).toBe('-406');
  expect(number(null)).toBe('–');
});

test('a balance shows its sign, except 0', () => {
  expect([signed(150), signed(-406), signed(0), signed(null)]).toEqual(['+150', '−406', '0', '–']);
});

test('a percentage that does not apply says so', () => {
  expect([percent(76), percent(null)]).toEqual(['76%', 'n.v.t.']);
});

test('values of pairs stand in one column', () => {
  expect(
    pairs([
      ['Taakstelling', '1.651'],
      ['Rest', '363'],
    ]),
  ).toBe('  Taakstelling  1.651\n  Rest          363');
});

test('numbers in a table are aligned to the right', () => {
  const text = table(
    ['Gemeente', 'Trede'],
    [
      ['Utrecht', '2'],
      ['Wijk bij Duurstede', '1'],
    ],
    [1],
  );
  expect(text.split('\n').map((line) => line.at(-1))).toEqual(['e', '─', '2', '1']);
  expect(new Set(text.split('\n').map((line) => line.length)).size).toBe(1);
});
