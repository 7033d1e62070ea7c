import fc from 'fast-check';
import { InMemoryHouseholdKeys } from './in-memory-household-keys.js';
import { HouseholdKey, newKeyBytes, sealedSchema, type Sealed } from './sealed.js';
import { householdKeysContract } from './testing/household-keys.contract.js';

const key = new HouseholdKey('h-1', newKeyBytes());

describe('the keys of households, in memory', () => {
  householdKeysContract(() => new InMemoryHouseholdKeys());
});

describe('sealed text', () => {
  it('opens to what was sealed, whatever it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as never;
        const sealed = key.seal('profile', plain);
        expect(sealedSchema.safeParse(sealed).success || sealed.length > 8_000).toBe(true);
        expect(key.open('profile', sealed)).toEqual(plain);
      }),
      { seed: 4 },
    );
  });

  it('is another text each time, so that equal profiles cannot be told to be equal', () => {
    expect(key.seal('profile', { bedrooms: 3 })).not.toBe(key.seal('profile', { bedrooms: 3 }));
  });

  it('does not open in another field, for another household, or changed in any place', () => {
    const sealed = key.seal('note', 'akkoord');
    expect(() => key.open('profile', sealed)).toThrow();
    const bytes = newKeyBytes();
    const own = new HouseholdKey('h-1', bytes).seal('note', 'akkoord');
    expect(() => new HouseholdKey('h-2', bytes).open('note', own)).toThrow();
    for (let i = 3; i < sealed.length; i++) {
      if (sealed[i] === '.') continue;
      const changed = `${sealed.slice(0, i)}${sealed[i] === 'A' ? 'B' : 'A'}${sealed.slice(i + 1)}` as Sealed;
      // The last character of base64url may hold bits that stand for nothing.
      if (
        Buffer.from(changed.split('.')[2] ?? '', 'base64url').equals(
          Buffer.from(sealed.split('.')[2] ?? '', 'base64url'),
        )
      ) {
        if (changed.split('.')[1] === sealed.split('.')[1]) continue;
      }
      expect(() => key.open('note', changed)).toThrow();
    }
  });

  it('is not what plain text looks like', () => {
    for (const text of ['4 slaapkamers', 's1.x.y', '', 's1.AAAAAAAAAAAAAAAA.'])
      expect(sealedSchema.safeParse(text).success).toBe(false);
  });

  it('has a fingerprint that is the same for the same content, whatever its order, and for one household only', () => {
    const other = new HouseholdKey('h-1', newKeyBytes());
    expect(key.fingerprint({ a: 1, b: 2 })).toBe(key.fingerprint({ b: 2, a: 1 }));
    expect(key.fingerprint({ a: 1 })).not.toBe(key.fingerprint({ a: 2 }));
    expect(key.fingerprint({ a: 1 })).not.toBe(other.fingerprint({ a: 1 }));
  });
});
