import { ComposeError, interpolate } from './interpolate.js';

const variables = { SET: 'value', EMPTY: '' };

describe('variables in a compose file', () => {
  it.each([
    ['$SET and ${SET}', 'value and value'],
    ['${MISSING}${EMPTY}', ''],
    ['${MISSING:-other}', 'other'],
    ['${EMPTY:-other}', 'other'],
    ['${EMPTY-other}', ''],
    ['${SET:-other}', 'value'],
    ['${SET:+instead}', 'instead'],
    ['${EMPTY:+instead}', ''],
    ['${EMPTY+instead}', 'instead'],
    ['${SET:?must be set}', 'value'],
    ['${EMPTY?must be set}', ''],
    ['$$SET costs $$5', '$SET costs $5'],
  ])('%s → %s', (text, expected) => expect(interpolate(text, variables)).toBe(expected));

  it.each([
    ['${MISSING:?set it}', 'MISSING: set it'],
    ['${EMPTY:?set it}', 'EMPTY: set it'],
    ['${MISSING?}', 'MISSING: must be set'],
    ['${SET', 'a dollar is written $$'],
    ['$5', 'a dollar is written $$'],
  ])('%s is refused', (text, message) => {
    expect(() => interpolate(text, variables)).toThrow(ComposeError);
    expect(() => interpolate(text, variables)).toThrow(message);
  });
});
