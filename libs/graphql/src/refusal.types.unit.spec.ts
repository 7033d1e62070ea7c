import { ok, refusal, refused } from '#libs/kernel';
import { refusalsToError, toPayload, toRefusal } from './refusal.types.js';

describe('refusals in the schema', () => {
  it.each([
    ['NOT_ALLOWED', 'NotAllowed'],
    ['NOT_FOUND', 'NotFound'],
    ['COMMAND_REUSED', 'CommandReused'],
    ['VERSION_CONFLICT', 'VersionConflict'],
    ['PERIOD_INVALID', 'InvalidInput'],
    ['DATE_IN_FUTURE', 'InvalidInput'],
    ['SUM_CHANGED', 'RuleRefusal'],
  ])('%s is a %s', (code, kind) => {
    expect(toRefusal(refusal(code, 'Nee', ['input', 'on']))).toMatchObject({
      kind,
      code,
      message: 'Nee',
      path: ['input', 'on'],
    });
  });

  it('a version conflict tells both versions', () => {
    const conflict = refusal('VERSION_CONFLICT', 'Te laat', [], { stream: 's', expected: 3, actual: 5 });
    expect(toRefusal(conflict)).toMatchObject({ expected: 3, actual: 5 });
  });

  it('a payload holds the answer with its position, or all reasons and neither', () => {
    expect(toPayload(ok({ position: 9, repeated: false, result: 2 }), (n) => n * 2)).toEqual({
      position: 9,
      repeated: false,
      refusal: null,
      refusals: [],
      result: 4,
    });
    const two = refused(refusal('A_INVALID', 'a'), refusal('B_INVALID', 'b'));
    expect(toPayload(two, () => 0)).toMatchObject({
      position: null,
      result: null,
      refusal: { code: 'A_INVALID' },
      refusals: [{ code: 'A_INVALID' }, { code: 'B_INVALID' }],
    });
  });

  it('a query throws them as one error that carries them all', () => {
    const error = refusalsToError([refusal('A_INVALID', 'a', ['period']), refusal('B_INVALID', 'b')]);
    expect(error.extensions).toEqual({
      code: 'A_INVALID',
      path: ['period'],
      refusals: [
        { code: 'A_INVALID', message: 'a', path: ['period'] },
        { code: 'B_INVALID', message: 'b', path: [] },
      ],
    });
  });
});
