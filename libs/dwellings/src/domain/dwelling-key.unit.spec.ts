import { normalisedKey } from './dwelling-key.js';

describe('the key of a dwelling', () => {
  it('is the same however it is written, and another for another address', () => {
    expect(normalisedKey('3511 AB 12-a')).toBe(normalisedKey('3511ab12A'));
    expect(normalisedKey('3511 AB 12-b')).not.toBe(normalisedKey('3511 AB 12-a'));
    expect(normalisedKey('Zwölle-Straße 1')).toBe(normalisedKey('zwolle strasse 1'));
  });
});
