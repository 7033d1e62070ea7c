import type { MunicipalityCode, ProvinceCode } from '#libs/kernel';
import { anonymised, authorise, couldEver, policyOutcome, visibleBasis } from './authorise.js';
import { demoPeople } from './demo-people.js';
import type { AccessObject } from './grants.js';
import { ANONYMOUS, ROLES, type Identity, type Role } from './identity.js';
import { OPERATIONS, type Operation } from './operations.js';
import { POLICY } from './policy-table.js';

const UTRECHT = 'GM0344' as MunicipalityCode;
const ZEIST = 'GM0355' as MunicipalityCode;
const AMSTERDAM = 'GM0363' as MunicipalityCode;
const PV26 = 'PV26' as ProvinceCode;
const PV27 = 'PV27' as ProvinceCode;

/** One person per role, of Utrecht: the municipality for municipal roles, the province for the others. */
const person = (role: Role): Identity => {
  if (role === 'public') return ANONYMOUS;
  if (role === 'operator') return { actor: 'local:1000', role, organisation: null };
  const municipal = role === 'municipality' || role === 'municipal-manager';
  return { actor: `test:${role}`, role, organisation: municipal ? UTRECHT : PV26 };
};

/** Columns, in this order: each a letter per role. */
const ROLE_LETTERS: readonly (readonly [letter: string, role: Role])[] = [
  ['P', 'public'],
  ['M', 'municipality'],
  ['G', 'municipal-manager'],
  ['C', 'coordinator'],
  ['L', 'coa-liaison'],
  ['H', 'housing-corporation'],
  ['T', 'support-team'],
  ['S', 'supervisor'],
  ['A', 'supervisor-approver'],
  ['B', 'board-reader'],
  ['U', 'auditor'],
  ['O', 'operator'],
];
const EVERYBODY = 'PMGCLHTSABUO';

const own = { municipality: UTRECHT, province: PV26 };
const neighbour = { municipality: ZEIST, province: PV26 };
const elsewhere = { municipality: AMSTERDAM, province: PV27 };

/** What holds, written out by hand from domain.md §7: who may, by letter; all others may not. */
const EXPECTED: readonly (readonly [operation: Operation, about: string, object: AccessObject, who: string])[] = [
  ['figures.read', 'the country', { scope: 'NL' }, EVERYBODY],
  ['figures.read', 'the country, computed', { scope: 'NL', basis: 'computed' }, EVERYBODY],
  ['figures.read', 'a province', { scope: PV26 }, EVERYBODY],
  ['figures.read', 'another province, computed', { scope: PV27, basis: 'computed' }, EVERYBODY],
  ['figures.read', 'a province, by one administration', { scope: PV26, administration: 'own' }, 'SAUO'],
  ['figures.read', 'the country, by one administration', { scope: 'NL', administration: 'own' }, 'UO'],
  ['figures.read', 'Utrecht', { scope: UTRECHT, province: PV26 }, 'MGSAUO'],
  ['figures.read', 'Utrecht, computed', { scope: UTRECHT, province: PV26, basis: 'computed' }, 'MGSAUO'],
  ['figures.read', 'Utrecht, published', { scope: UTRECHT, province: PV26, basis: 'published' }, EVERYBODY],
  ['figures.read', 'Zeist, computed', { scope: ZEIST, province: PV26, basis: 'computed' }, 'SAUO'],
  ['figures.read', 'Zeist, published', { scope: ZEIST, province: PV26, basis: 'published' }, EVERYBODY],
  ['figures.read', 'Amsterdam, computed', { scope: AMSTERDAM, province: PV27, basis: 'computed' }, 'UO'],
  ['figures.read', 'Amsterdam, published', { scope: AMSTERDAM, province: PV27, basis: 'published' }, EVERYBODY],
  ['figures.read', 'nothing in particular', {}, 'UO'],

  ['assessments.read', 'the province', { province: PV26 }, EVERYBODY],
  ['assessments.read', 'Zeist', neighbour, EVERYBODY],

  ['municipalities.read', 'all', {}, EVERYBODY],

  ['taakstelling.announce', 'Zeist', neighbour, 'SAO'],
  ['taakstelling.announce', 'Amsterdam', elsewhere, 'O'],
  ['taakstelling.redistribute', 'Utrecht and Zeist', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'SAO'],
  ['taakstelling.redistribute', 'Utrecht and Amsterdam', { municipalities: [UTRECHT, AMSTERDAM], province: null }, 'O'],

  ['figure.publish', 'Utrecht, by the municipality', { scope: UTRECHT, province: PV26, source: 'municipality' }, 'MGO'],
  ['figure.publish', 'Utrecht, by the province', { scope: UTRECHT, province: PV26, source: 'province' }, 'SAO'],
  ['figure.publish', 'Zeist, by the municipality', { scope: ZEIST, province: PV26, source: 'municipality' }, 'O'],
  ['figure.publish', 'the province, by the province', { scope: PV26, source: 'province' }, 'SAO'],
  ['figure.publish', 'another province, by the province', { scope: PV27, source: 'province' }, 'O'],
  ['figure.publish', 'the country, by the province', { scope: 'NL', province: PV26, source: 'province' }, 'O'],
  ['figure.publish', 'the country, by the Rijk', { scope: 'NL', source: 'rijk' }, 'O'],

  ['realisation.record', 'Utrecht, own', { ...own, administration: 'own' }, 'MGO'],
  ['realisation.record', 'Utrecht, coa', { ...own, administration: 'coa' }, 'LO'],
  ['realisation.record', 'Utrecht, province', { ...own, administration: 'province' }, 'O'],
  ['realisation.record', 'Zeist, own', { ...neighbour, administration: 'own' }, 'O'],
  ['realisation.correct', 'Utrecht, own', { ...own, administration: 'own' }, 'MGO'],
  ['realisation.correct', 'Amsterdam, coa', { ...elsewhere, administration: 'coa' }, 'LO'],
  ['realisation.correct', 'Zeist, own', { ...neighbour, administration: 'own' }, 'O'],

  ['difference.explain', 'Utrecht', { scope: UTRECHT, province: PV26 }, 'MGSAO'],
  ['difference.explain', 'Zeist', { scope: ZEIST, province: PV26 }, 'SAO'],
  ['difference.explain', 'the province', { scope: PV26 }, 'SAO'],
  ['difference.explain', 'another province', { scope: PV27 }, 'O'],

  ['policy.propose', 'figures', {}, 'SAO'],
  ['policy.adopt', 'figures', {}, 'AO'],
  ['population.import', 'Utrecht', own, 'O'],
  ['assessment.import', 'Utrecht', own, 'AO'],
  ['assessment.import', 'Amsterdam', elsewhere, 'O'],
  ['log.verify', 'the log', {}, 'UO'],
  ['projection.rebuild', 'a read model', {}, 'O'],
  ['log.replay', 'the log', {}, 'O'],

  ['household.read', 'of Utrecht', own, 'MGO'],
  ['household.read', 'of Zeist, in an open exchange with Utrecht', { ...neighbour, partners: [UTRECHT] }, 'O'],
  ['household.readNeeds', 'of Utrecht', own, 'MGCO'],
  ['household.readNeeds', 'of Zeist, in an open exchange with Utrecht', { ...neighbour, partners: [UTRECHT] }, 'MGCO'],
  ['household.readNeeds', 'of Zeist, in an exchange that is closed', { ...neighbour, partners: [] }, 'CO'],
  ['household.readNeeds', 'of Amsterdam', elsewhere, 'O'],
  ['household.change', 'of Utrecht', own, 'MGO'],
  ['household.change', 'of Zeist, in an open exchange with Utrecht', { ...neighbour, partners: [UTRECHT] }, 'O'],
  ['household.requestForget', 'of Utrecht', own, 'MGO'],
  ['household.requestForget', 'of Zeist', neighbour, 'O'],
  ['household.forget', 'of Utrecht', own, 'GO'],
  ['household.forget', 'of Zeist', neighbour, 'O'],
  ['household.subjectAccess', 'of Utrecht', own, 'GO'],
  ['household.subjectAccess', 'of Zeist', neighbour, 'O'],
  ['koppeling.receive', 'for Utrecht', own, 'MGLO'],
  ['koppeling.receive', 'for Zeist', neighbour, 'LO'],
  ['koppeling.move', 'from Utrecht to Zeist', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'LO'],
  ['koppeling.end', 'of Utrecht', own, 'MGLO'],
  ['koppeling.end', 'of Zeist', neighbour, 'LO'],
  ['koppeling.reconcile', 'of Utrecht', own, 'MGLO'],
  ['koppeling.reconcile', 'of Zeist', neighbour, 'LO'],
  ['koppeling.resolve', 'of Utrecht', own, 'MGO'],
  ['koppeling.resolve', 'of Zeist', neighbour, 'O'],
  ['placement.readRows', 'of Utrecht', own, 'MGUO'],
  ['placement.readRows', 'of Zeist', neighbour, 'UO'],
  ['placement.record', 'by Utrecht', own, 'MGO'],
  ['placement.record', 'by Zeist', neighbour, 'O'],
  ['placement.correct', 'by Utrecht', own, 'MGO'],
  ['placement.correct', 'by Zeist', neighbour, 'O'],

  ['dwelling.read', 'of Utrecht', own, 'MGO'],
  ['dwelling.read', 'of Zeist, in an open exchange with Utrecht', { ...neighbour, partners: [UTRECHT] }, 'O'],
  ['dwelling.readOffer', 'of Utrecht', own, 'MGCO'],
  ['dwelling.readOffer', 'of Zeist, in an open exchange with Utrecht', { ...neighbour, partners: [UTRECHT] }, 'MGCO'],
  ['dwelling.readOffer', 'of Zeist', neighbour, 'CO'],
  ['dwelling.readOffer', 'of Amsterdam, in a region of mine', { ...elsewhere, regions: [PV26] }, 'CO'],
  ['dwelling.readOffer', 'of Amsterdam', elsewhere, 'O'],
  ['dwelling.offer', 'of Utrecht', own, 'MGO'],
  ['dwelling.offer', 'of Zeist', neighbour, 'O'],

  ['region.read', 'any', {}, EVERYBODY],
  ['region.define', 'of Utrecht and Zeist', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'O'],

  ['exchange.read', 'of Utrecht and Zeist', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'MGCUO'],
  ['exchange.read', 'of Zeist and a neighbour', { municipalities: [ZEIST], province: PV26 }, 'CUO'],
  ['exchange.read', 'of Zeist and Amsterdam', { municipalities: [ZEIST, AMSTERDAM], province: null }, 'UO'],
  ['exchange.propose', 'of Utrecht and Zeist', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'MGCO'],
  ['exchange.propose', 'of Zeist and a neighbour', { municipalities: [ZEIST], province: PV26 }, 'CO'],
  ['exchange.propose', 'of Zeist and Amsterdam', { municipalities: [ZEIST, AMSTERDAM], province: null }, 'O'],
  ['exchange.answer', 'for Utrecht', own, 'MGO'],
  ['exchange.answer', 'for Zeist', neighbour, 'O'],
  ['exchange.withdraw', 'of Utrecht and Zeist', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'MGCO'],
  ['exchange.withdraw', 'of Zeist and a neighbour', { municipalities: [ZEIST], province: PV26 }, 'CO'],
  ['exchange.inform', 'a household of Utrecht', own, 'MGO'],
  ['exchange.inform', 'a household of Zeist', neighbour, 'O'],
  ['exchange.repair', 'of Utrecht and Zeist', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'MGCO'],
  ['exchange.repair', 'of Zeist and a neighbour', { municipalities: [ZEIST], province: PV26 }, 'CO'],
  ['exchange.arbitrate', 'of Utrecht and Zeist', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'CO'],
  ['exchange.arbitrate', 'of Zeist and Amsterdam', { municipalities: [ZEIST, AMSTERDAM], province: null }, 'O'],
  ['exchange.readNotes', 'about a household of Utrecht', own, 'MGCO'],
  ['exchange.readNotes', 'about a household of Zeist', neighbour, 'CO'],
  ['exchange.readNotes', 'about a household of Amsterdam', elsewhere, 'O'],
  ['exchange.redistribute', 'between Utrecht and Zeist', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'SAO'],
  ['exchange.redistribute', 'with Amsterdam', { municipalities: [UTRECHT, AMSTERDAM], province: null }, 'O'],
  ['exchange.run', 'any', {}, 'O'],
  ['recoupling.read', 'of Utrecht and Zeist', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'MGCLO'],
  ['recoupling.read', 'of Amsterdam', { municipalities: [AMSTERDAM], province: PV27 }, 'LO'],
  ['recoupling.answer', 'of Utrecht and Zeist', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'MGCLO'],
  ['recoupling.answer', 'of Amsterdam', { municipalities: [AMSTERDAM], province: PV27 }, 'LO'],
  ['exchangeBalance.read', 'of the region of Utrecht', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'MGCUO'],
  ['exchangeBalance.read', 'of a region elsewhere', { municipalities: [AMSTERDAM], province: PV27 }, 'UO'],
  ['exchangeFunnel.read', 'of the region of Utrecht', { municipalities: [UTRECHT, ZEIST], province: PV26 }, 'CUO'],
  ['exchangeFunnel.read', 'of a region elsewhere', { municipalities: [AMSTERDAM], province: PV27 }, 'UO'],

  ['forum.read', 'for the platform', { audience: 'platform' }, 'MGCTUO'],
  ['forum.read', 'also for supervision', { audience: 'supervision' }, 'MGCTSAUO'],
  ['forum.post', 'for Utrecht', own, 'MGCTO'],
  ['forum.post', 'for Zeist', neighbour, 'CTO'],
  ['forum.moderate', 'what Utrecht wrote', own, 'MGCO'],
  ['forum.moderate', 'what Zeist wrote', neighbour, 'CO'],
  ['obstacle.raise', 'by Utrecht', own, 'MGO'],
  ['obstacle.raise', 'by Zeist', neighbour, 'O'],
  ['obstacle.read', 'of Utrecht', own, 'MGCUO'],
  ['obstacle.read', 'of Utrecht, referred', { ...own, referred: true }, 'MGCTUO'],
  ['obstacle.read', 'of Amsterdam, referred', { ...elsewhere, referred: true }, 'TUO'],
  ['obstacle.refer', 'of Zeist', neighbour, 'CO'],
  ['obstacle.refer', 'of Amsterdam', elsewhere, 'O'],
  ['obstacle.follow', 'of Zeist', neighbour, 'CO'],
  ['obstacle.follow', 'of Zeist, referred', { ...neighbour, referred: true }, 'CTO'],
  ['obstacle.follow', 'of Amsterdam, referred', { ...elsewhere, referred: true }, 'TO'],

  ['graphiql.use', 'the page', {}, EVERYBODY],
  ['bench.run', 'a benchmark', {}, 'O'],
];

describe('the policy table', () => {
  it('has a row for every operation with a cell for every role, and an expectation for every operation', () => {
    expect(Object.keys(POLICY).sort()).toEqual([...OPERATIONS].sort());
    for (const operation of OPERATIONS) expect(Object.keys(POLICY[operation]).sort()).toEqual([...ROLES].sort());
    expect(new Set(EXPECTED.map(([operation]) => operation))).toEqual(new Set(OPERATIONS));
    expect(ROLE_LETTERS.map(([, role]) => role)).toEqual([...ROLES]);
  });

  it.each(EXPECTED)('%s of %s', (operation, _about, object, who) => {
    const allowed = ROLE_LETTERS.filter(([, role]) => authorise(person(role), operation, object).ok);
    expect(allowed.map(([letter]) => letter).join('')).toBe(who);
  });

  it('refuses a command as not allowed, and what one may not see as not found', () => {
    expect(authorise(ANONYMOUS, 'figure.publish', own)).toMatchObject({ refusals: [{ code: 'NOT_ALLOWED' }] });
    expect(authorise(ANONYMOUS, 'figures.read', { ...own, basis: 'computed' })).toMatchObject({
      refusals: [{ code: 'NOT_FOUND', message: 'Niet gevonden' }],
    });
  });

  it('knows of a role alone that it may never, exactly where it may not in any case', () => {
    for (const operation of OPERATIONS) {
      const cases = EXPECTED.filter(([its]) => its === operation).map(([, , , who]) => who);
      const ever = ROLE_LETTERS.filter(([, role]) => couldEver(person(role), operation).ok).map(([letter]) => letter);
      expect(ever).toEqual([...EVERYBODY].filter((letter) => cases.some((who) => who.includes(letter))));
    }
    expect(couldEver(ANONYMOUS, 'figure.publish')).toEqual(authorise(ANONYMOUS, 'figure.publish'));
  });

  it('gives no one the table of both a coordinator and a supervisor', () => {
    const { coordinator, supervisor } = { coordinator: person('coordinator'), supervisor: person('supervisor') };
    const zeist = { scope: ZEIST, province: PV26, basis: 'computed' };
    expect(authorise(coordinator, 'figures.read', zeist).ok).toBe(false);
    expect(authorise(supervisor, 'figures.read', zeist).ok).toBe(true);
    const roles = demoPeople().map(({ actor, role }) => [actor, role] as const);
    expect(new Map(roles).size).toBe(roles.length);
  });
});

describe('the basis that one may see', () => {
  const ofZeist = { scope: ZEIST, province: PV26 };

  it('is what was published for those outside who ask for none', () => {
    for (const role of ['public', 'municipality', 'coordinator', 'coa-liaison'] as const) {
      expect(visibleBasis(person(role), ofZeist)).toEqual({ ok: true, value: 'published' });
    }
  });

  it('is the reader’s own default for those who may see everything', () => {
    expect(visibleBasis(person('supervisor'), ofZeist)).toEqual({ ok: true, value: undefined });
    expect(visibleBasis(ANONYMOUS, { scope: PV26 })).toEqual({ ok: true, value: undefined });
  });

  it('is never another than was asked for', () => {
    expect(visibleBasis(ANONYMOUS, { ...ofZeist, basis: 'computed' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'NOT_FOUND' }],
    });
    expect(visibleBasis(person('supervisor'), { ...ofZeist, basis: 'computed' })).toEqual({
      ok: true,
      value: 'computed',
    });
  });
});

describe('the policy outcome by which answers are shared', () => {
  it('differs wherever a decision of the table differs', () => {
    const people = [...ROLES.map(person), ...ROLES.map((role) => ({ ...person(role), organisation: ZEIST }))];
    const decisions = (identity: Identity): string =>
      EXPECTED.map(([operation, , object]) => (authorise(identity, operation, object).ok ? '1' : '0')).join('');
    for (const one of people) {
      for (const other of people) {
        if (policyOutcome(one) === policyOutcome(other)) expect(decisions(one)).toBe(decisions(other));
      }
    }
  });

  it('is the same for two people of one role and organisation, and tells of neither', () => {
    const other = { ...person('supervisor'), actor: 'test:another' };
    expect(policyOutcome(other)).toBe(policyOutcome(person('supervisor')));
    expect(anonymised(other)).toEqual({ actor: 'shared', role: 'supervisor', organisation: PV26 });
    expect(anonymised({ ...person('auditor'), organisation: UTRECHT }).organisation).toBeNull();
  });
});
