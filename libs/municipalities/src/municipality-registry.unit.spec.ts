import { localDate, municipalityCodeSchema } from '#libs/kernel';
import { MunicipalityRegistry } from './municipality-registry.js';

const registry = MunicipalityRegistry.load();
const refusalOf = (result: ReturnType<MunicipalityRegistry['scope']>) => (result.ok ? null : result.refusals[0]);

describe('the municipalities of 2023', () => {
  it('are 342 in twelve provinces, 26 of them in Utrecht', () => {
    expect(registry.all()).toHaveLength(342);
    expect(registry.provinces()).toHaveLength(12);
    expect(registry.ofProvince('PV26')).toHaveLength(26);
    expect(registry.provinces().reduce((sum, { code }) => sum + registry.ofProvince(code).length, 0)).toBe(342);
  });

  it('are found by code and by exact name, however the apostrophe and the accent were typed', () => {
    for (const text of ['GM0344', 'Utrecht', ' Utrecht '])
      expect(registry.code(text)).toEqual({ ok: true, value: 'GM0344' });
    expect(registry.code('’s-Gravenhage')).toEqual(registry.code("'s-Gravenhage"));
    expect(registry.code('Su\u0301dwest-Frysla\u0302n')).toEqual(registry.code('Súdwest-Fryslân'));
    expect(registry.code('Nuenen, Gerwen en Nederwetten').ok).toBe(true);
  });

  it('all answer to their own code and name', () => {
    for (const municipality of registry.all()) {
      expect(registry.find(municipality.code)).toEqual({ ok: true, value: municipality });
      expect(registry.find(municipality.name)).toEqual({ ok: true, value: municipality });
    }
  });

  it('answer without the addition of CBS when there is one, and name both codes when there are two', () => {
    expect(registry.code('Hengelo')).toEqual(registry.code('Hengelo (O.)'));
    expect(registry.find('Bergen', ['rows', '3', 'municipality'])).toMatchObject({
      ok: false,
      refusals: [
        {
          code: 'MUNICIPALITY_AMBIGUOUS',
          path: ['rows', '3', 'municipality'],
          details: { codes: ['GM0373', 'GM0893'] },
        },
      ],
    });
  });

  it('are refused with near names when unknown', () => {
    expect(registry.find('Utrect')).toMatchObject({
      refusals: [{ code: 'MUNICIPALITY_UNKNOWN', details: { near: ['Utrecht'] } }],
    });
    expect(registry.find('utrecht')).toMatchObject({
      refusals: [{ code: 'MUNICIPALITY_UNKNOWN', details: { near: expect.arrayContaining(['Utrecht']) as unknown } }],
    });
    expect(registry.find('GM9999')).toMatchObject({ refusals: [{ code: 'MUNICIPALITY_UNKNOWN' }] });
    expect(registry.find('')).toMatchObject({ refusals: [{ code: 'MUNICIPALITY_UNKNOWN', details: { near: [] } }] });
  });
});

describe('a scope', () => {
  it('is the country, a province code, or a municipality by code or name', () => {
    const scopes = ['NL', 'PV26', 'GM0344', 'Soest'].map((text) => registry.scope(text));
    expect(scopes.map((scope) => scope.ok && scope.value)).toEqual(['NL', 'PV26', 'GM0344', 'GM0342']);
  });

  it('is refused when nothing has that code or name', () => {
    expect(refusalOf(registry.scope('PV99'))?.code).toBe('SCOPE_UNKNOWN');
    expect(refusalOf(registry.scope('Atlantis'))?.code).toBe('SCOPE_UNKNOWN');
    expect(refusalOf(registry.scope('Bergen'))?.code).toBe('MUNICIPALITY_AMBIGUOUS');
    expect(refusalOf(registry.province('Utrecht'))?.message).toContain('PV26');
  });

  it('spans the municipalities that its figures are summed over', () => {
    const utrecht = registry.scope('PV26');
    if (!utrecht.ok) throw new Error('PV26 is a province');
    expect(registry.within(utrecht.value)).toHaveLength(26);
    expect(registry.within('NL')).toHaveLength(342);
    expect([registry.nameOf(utrecht.value), registry.nameOf('NL')]).toEqual(['Utrecht', 'Nederland']);
  });
});

describe('a municipality that merged', () => {
  const [soest] = registry.within(municipalityCodeSchema.parse('GM0342'));
  if (soest === undefined) throw new Error('Soest is in the reference data');
  const merged = new MunicipalityRegistry([
    { ...soest, validFrom: localDate('2010-01-01'), validUntil: localDate('2024-01-01') },
  ]);

  it('is found on its days and refused outside them', () => {
    expect(merged.find('Soest', [], localDate('2023-12-31')).ok).toBe(true);
    expect(merged.find('Soest', [], localDate('2024-01-01'))).toMatchObject({
      refusals: [{ code: 'MUNICIPALITY_NOT_VALID' }],
    });
    expect(merged.find('Soest', [], localDate('2009-12-31'))).toMatchObject({
      refusals: [{ code: 'MUNICIPALITY_NOT_VALID' }],
    });
    expect(merged.find('Soest').ok).toBe(true);
  });
});
