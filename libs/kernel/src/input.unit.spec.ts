import { z } from 'zod';
import { inputs, readInput } from './input.js';

const schema = z.strictObject({
  persons: inputs.whole(0, 1_000_000),
  period: inputs.period,
  reason: inputs.text(20).nullable(),
});
const codes = (raw: unknown) => {
  const read = readInput(schema, raw);
  return read.ok ? read.value : read.refusals.map(({ code, path }) => [code, path.join('.')]);
};

describe('input from outside', () => {
  it('gets its types when it is right', () => {
    expect(codes({ persons: 3, period: '2023-1', reason: ' nareis ' })).toEqual({
      persons: 3,
      period: '2023-1',
      reason: 'nareis',
    });
  });

  it('is refused with the code of the rule and the path to the field, all faults at once', () => {
    expect(codes({ persons: 1.5, period: '2023-3', reason: '' })).toEqual([
      ['NUMBER_INVALID', 'input.persons'],
      ['PERIOD_INVALID', 'input.period'],
      ['FIELD_EMPTY', 'input.reason'],
    ]);
    expect(codes({ persons: 1e9, period: '2023-1', reason: null })).toEqual([['NUMBER_OUT_OF_RANGE', 'input.persons']]);
    expect(codes({ persons: '', period: '2023-1', reason: null })).toEqual([['FIELD_EMPTY', 'input.persons']]);
    expect(codes({ persons: 3, period: '2023-1', reason: null, name: 'x' })).toEqual([['FIELD_UNKNOWN', 'input']]);
  });
});
