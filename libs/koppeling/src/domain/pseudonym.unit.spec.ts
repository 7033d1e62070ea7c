import { idFrom } from '#libs/kernel';
import fc from 'fast-check';
import { parsePseudonym } from './pseudonym.js';

const codeOf = (text: string): string => {
  const read = parsePseudonym(text);
  return read.ok ? 'ok' : (read.refusals[0]?.code ?? '');
};

describe('the pseudonym of a household', () => {
  it.each(['h-001', 'GM0342:7', 'a1b2c3d4e5f6', '42', 'f47ac10b-58cc-4372-a567-0e02b2c3d479', 'x'.repeat(63) + '1'])(
    'may be %s',
    (text) => {
      expect(codeOf(text)).toBe('ok');
    },
  );

  it.each([
    ['a name', 'Jansen', 'PSEUDONYM_INVALID'],
    ['a name with a space', 'familie 4', 'PSEUDONYM_INVALID'],
    ['empty', '', 'PSEUDONYM_INVALID'],
    ['too long', '1'.padEnd(65, 'x'), 'PSEUDONYM_INVALID'],
    ['a V-nummer', 'V1234567890', 'PERSONAL_DATA_SUSPECTED'],
    ['a V-nummer without its letter', '2770000001', 'PERSONAL_DATA_SUSPECTED'],
    ['a BSN', '111222333', 'PERSONAL_DATA_SUSPECTED'],
    ['a BSN in groups', '111.222.333', 'PERSONAL_DATA_SUSPECTED'],
    ['a day of birth', '1985-03-12', 'PERSONAL_DATA_SUSPECTED'],
    ['a day of birth as people write it', '12-3-1985', 'PERSONAL_DATA_SUSPECTED'],
    ['a day of birth in one piece', '19850312', 'PERSONAL_DATA_SUSPECTED'],
  ])('is never %s', (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('is never repeated when it is refused', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 80 }), (text) => {
        const read = parsePseudonym(text);
        if (!read.ok) expect(JSON.stringify(read.refusals)).not.toContain(JSON.stringify(text).slice(1, -1));
      }),
      { seed: 4 },
    );
  });

  it('may be any id that follows from a key', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void expect(codeOf(idFrom(text))).toBe('ok')),
      { seed: 5 },
    );
  });
});
