import fc from 'fast-check';
import { idLooksPersonal, looksPersonal, parseFreeText, parseNote } from './free-text.js';

describe('free text', () => {
  it('is refused when it holds what looks like a BSN, in each way that people write one', () => {
    for (const text of ['bsn 123456782', '1234.56.782', '123 456 782', 'zie 111222333.', '999.123.456.782']) {
      expect(parseFreeText(text, 100)).toMatchObject({ ok: false, refusals: [{ code: 'PERSONAL_DATA_SUSPECTED' }] });
    }
  });

  it('is refused when it holds what looks like a V-nummer', () => {
    for (const text of ['V1234567', 'v-2770000001', 'vergunning V 277 000 0001'])
      expect(looksPersonal(text)).toBe(true);
  });

  it('is looked for in ids as well, but not in a UUID, where chance puts any digits', () => {
    for (const id of ['123456782', 'row_123_456_782', 'V:1234567', 'x:v1234567'])
      expect(idLooksPersonal(id)).toBe(true);
    for (const id of ['12345678-2000-4000-8000-123456782000', '00000000-0000-4000-8000-000123456782', 'row-12']) {
      expect(idLooksPersonal(id)).toBe(false);
    }
  });

  it('about people is refused when it names somebody, tells a birth date or how to reach them', () => {
    for (const text of [
      'dhr. Voorbeeld belt terug',
      'Mevr. de Vries is op de hoogte',
      'de familie Al-Voorbeeld wil blijven',
      'gesproken met mevrouw van der Test',
      'kind geb. 3-4-2011',
      'geboren op 12 mei 1990',
      'mail naar iemand@voorbeeld.nl',
      'bereikbaar op 06-12345678',
      'heet Voorbeeld',
    ]) {
      expect(parseNote(text, 100)).toMatchObject({ ok: false, refusals: [{ code: 'PERSONAL_DATA_SUSPECTED' }] });
    }
  });

  it('about people may say what is the matter', () => {
    for (const text of [
      'de familie wil graag dicht bij school blijven',
      'het gezin verwacht nareis in mei',
      'er is een kind geboren',
      'mevrouw heeft werk in Zeist',
      'trap is niet te doen; 4 slaapkamers, 12 km',
      'akkoord per mail 2023-10-26',
    ]) {
      expect(parseNote(text, 100)).toMatchObject({ ok: true });
    }
  });

  it('does not repeat the suspected text in the refusal', () => {
    expect(JSON.stringify(parseFreeText('bsn 123456782', 100))).not.toContain('123456782');
  });

  it('may hold dates, amounts, references and numbers that fail the elfproef', () => {
    for (const text of [
      'per 2023-10-27 3 personen',
      '123456789',
      'kenmerk 20231026001',
      'Venlo 2023',
      '000000000',
      'art. 29(2)',
    ]) {
      expect(parseFreeText(text, 100)).toEqual({ ok: true, value: text });
    }
  });

  it('refuses emptiness, excess and characters that nobody can see', () => {
    const code = (text: string) => {
      const read = parseFreeText(text, 10);
      return read.ok ? 'ok' : read.refusals[0]?.code;
    };
    expect([code('  '), code('x'.repeat(11)), code('a\u0000b'), code('\ud800'), code('a\tb')]).toEqual([
      'FIELD_EMPTY',
      'TEXT_TOO_LONG',
      'TEXT_INVALID',
      'TEXT_INVALID',
      'ok',
    ]);
  });

  it('recognises every number that passes the elfproef, wherever it stands', () => {
    const bsn = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 })
      .map((digits) => ({ digits, rest: digits.reduce((sum, d, i) => sum + d * (9 - i), 0) % 11 }))
      .filter(({ digits, rest }) => rest < 10 && digits.some((d) => d > 0))
      .map(({ digits, rest }) => [...digits, rest].join(''));
    fc.assert(fc.property(bsn, (number) => looksPersonal(`van ${number}, zie brief`)));
  });
});
