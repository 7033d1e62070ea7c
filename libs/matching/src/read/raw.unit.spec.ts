import type { Result } from '#libs/kernel';
import fc from 'fast-check';
import type { Problem } from '../model/problem.js';
import { MOST_FAULTS } from './faults.js';
import { readInstance, readInstanceText } from './read-instance.js';
import { rawDocument } from './testing/documents.js';

function read(document: unknown): Problem {
  const result = readInstance(document);
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

const faults = (result: Result<unknown>): readonly string[] =>
  result.ok ? [] : result.refusals.map(({ code, path }) => [code, ...path].join(' '));

const one = { id: 'h1', municipality: 'GM0342', persons: 1 };

describe('an instance with given pairs', () => {
  it('is read as numbers, in the order of ids and codes', () => {
    expect(read(rawDocument())).toEqual({
      municipalityCodes: ['GM0342', 'GM0355'],
      householdIds: ['h1', 'h2'],
      dwellingIds: ['d1', 'd2'],
      householdMunicipality: Int32Array.of(0, 1),
      dwellingMunicipality: Int32Array.of(1, 0),
      persons: Int32Array.of(4, 1),
      waitingRank: Int32Array.of(0, 0),
      firstPair: Int32Array.of(0, 2, 3),
      pairDwelling: Int32Array.of(0, 1, 1),
      pairWeight: Int32Array.of(870, 7, -3),
      pairFit: null,
      overdue: null,
      nearTerm: null,
      acceptance: Int32Array.of(800, 800),
      householdBand: { low: Float64Array.of(-3, 0), high: Float64Array.of(1, 0) },
      personsBand: { low: Float64Array.of(-Infinity, -Infinity), high: Float64Array.of(Infinity, Infinity) },
      maxMunicipalities: 3,
      maxChain: 2,
      neverWorseOff: false,
      singlesFloor: false,
      goals: ['weight'],
      effort: 1,
    });
  });

  it('has no cap on rings and no open paths where its policy is silent; null is no cap', () => {
    expect(read(rawDocument({ policy: {} }))).toMatchObject({ maxMunicipalities: Infinity, maxChain: 0 });
    expect(read(rawDocument({ policy: { maxChain: null } }))).toMatchObject({ maxChain: Infinity });
  });

  it('lets a municipality that owes go back to nothing, and no further than its tolerance beyond', () => {
    const municipalities = [
      { code: 'GM0342', householdBalance: -5, personsBalance: 9, personsTolerance: 4 },
      { code: 'GM0355', householdTolerance: null },
    ];
    const { householdBand, personsBand } = read(rawDocument({ municipalities }));
    expect(householdBand).toEqual({ low: Float64Array.of(0, -Infinity), high: Float64Array.of(5, Infinity) });
    expect(personsBand).toEqual({ low: Float64Array.of(-13, -Infinity), high: Float64Array.of(0, Infinity) });
  });

  it('may be empty, and may list a municipality where nothing is', () => {
    const nothing = { municipalities: [], households: [], dwellings: [], pairs: [] };
    expect(read(rawDocument(nothing)).firstPair).toEqual(Int32Array.of(0));
    expect(read(rawDocument({ ...nothing, municipalities: [{ code: 'GM0001' }] })).acceptance).toHaveLength(1);
  });

  it('is the same problem in whatever order the file lists things', () => {
    const document = rawDocument() as Record<'municipalities' | 'households' | 'dwellings' | 'pairs', unknown[]>;
    const shuffled = (key: keyof typeof document) =>
      fc.shuffledSubarray(document[key], { minLength: document[key].length });
    const lists = { municipalities: shuffled('municipalities'), households: shuffled('households') };
    const others = { dwellings: shuffled('dwellings'), pairs: shuffled('pairs') };
    const expected = read(document);
    fc.assert(
      fc.property(fc.record({ ...lists, ...others }), (change) => {
        expect(read({ ...document, ...change })).toEqual(expected);
      }),
    );
  });

  it('orders ids by code units, not by the alphabet of a language', () => {
    const households = ['é', 'z', 'Z', 'a10', 'a2'].map((id) => ({ id, municipality: 'GM0342', persons: 1 }));
    expect(read(rawDocument({ households, pairs: [] })).householdIds).toEqual(['Z', 'a10', 'a2', 'z', 'é']);
  });

  it('keeps weights beyond 32 bits exactly, and no minus zero', () => {
    const most = Math.floor(Number.MAX_SAFE_INTEGER / 2);
    const { pairWeight } = read(rawDocument({ pairs: [['h1', 'd1', most], ['h1', 'd2', -most], ['h2', 'd1', -0]] })); // prettier-ignore
    expect(pairWeight).toEqual(Float64Array.of(most, -most, 0));
  });

  it('takes more pairs than a call takes arguments', () => {
    const ids = Array.from({ length: 400 }, (_, i) => String(1000 + i));
    const households = ids.map((id) => ({ id, municipality: 'GM0342', persons: 1 }));
    const dwellings = ids.map((id) => ({ id, municipality: 'GM0355' }));
    const pairs = ids.flatMap((dwelling) => ids.map((household) => [household, dwelling, 1]));
    const { firstPair, pairDwelling } = read(rawDocument({ households, dwellings, pairs }));
    expect(firstPair.every((first, h) => first === h * 400)).toBe(true);
    expect(pairDwelling.every((dwelling, k) => dwelling === k % 400)).toBe(true);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['another version', { version: 2 }, 'VALUE_UNKNOWN version'],
    ['a field that nobody knows', { extra: 1 }, 'FIELD_UNKNOWN'],
    ['a field of who somebody is', household({ nationality: 'x' }), 'FIELD_UNKNOWN households 0'],
    ['a field of an instance without pairs', household({ bedrooms: 2 }), 'FIELD_UNKNOWN households 0'],
    ['an empty id', { dwellings: [{ id: '', municipality: 'GM0342' }], pairs: [] }, 'FIELD_EMPTY dwellings 0 id'],
    ['a code twice', { municipalities: codes('GM0342', 'GM0355', 'GM0342') }, 'ID_TWICE municipalities 2 code'],
    ['a dwelling twice', dwellings('d1', 'd2', 'd1'), 'ID_TWICE dwellings 2 id'],
    ['a household twice', { households: [one, one], pairs: [] }, 'ID_TWICE households 1 id'],
    [
      'a municipality that is not listed',
      household({ municipality: 'GM9' }),
      'MUNICIPALITY_UNKNOWN households 0 municipality',
    ],
    ['no persons', household({ persons: 0 }), 'NUMBER_OUT_OF_RANGE households 0 persons'],
    ['too many persons', household({ persons: 26 }), 'NUMBER_OUT_OF_RANGE households 0 persons'],
    ['half a person', household({ persons: 1.5 }), 'NUMBER_INVALID households 0 persons'],
    [
      'a tolerance below nothing',
      { policy: { householdTolerance: -1 } },
      'NUMBER_OUT_OF_RANGE policy householdTolerance',
    ],
    ['a cap below nothing', { policy: { maxMunicipalities: -1 } }, 'NUMBER_OUT_OF_RANGE policy maxMunicipalities'],
    [
      'a balance that no double adds up',
      { municipalities: [{ code: 'GM0342', householdBalance: 1e10 }] },
      'NUMBER_OUT_OF_RANGE municipalities 0 householdBalance',
    ],
    ['an effort of nothing', { policy: { effort: 0 } }, 'NUMBER_OUT_OF_RANGE policy effort'],
    ['an effort beyond all', { policy: { effort: 1e9 } }, 'NUMBER_OUT_OF_RANGE policy effort'],
    ['an effort that is no number', { policy: { effort: NaN } }, 'NUMBER_INVALID policy effort'],
    ['a goal that nobody knows', { policy: { goals: ['luck'] } }, 'VALUE_UNKNOWN policy goals 0'],
    [
      'a goal that needs dates',
      { policy: { goals: ['weight', 'overdueHouseholds'] } },
      'GOAL_UNKNOWN_HERE policy goals 1',
    ],
    ['a goal twice', { policy: { goals: ['weight', 'weight'] } }, 'GOAL_TWICE policy goals 1'],
    ['no goal', { policy: { goals: [] } }, 'NUMBER_OUT_OF_RANGE policy goals'],
    ['pairs that are no list', { pairs: {} }, 'INPUT_INVALID pairs'],
    ['a pair without weight', { pairs: [['h1', 'd1']] }, 'PAIR_INVALID pairs 0'],
    ['a pair by number', { pairs: [[1, 'd1', 1]] }, 'PAIR_INVALID pairs 0'],
    [
      'a household that is not listed',
      {
        pairs: [
          ['h1', 'd1', 1],
          ['h9', 'd1', 1],
        ],
      },
      'HOUSEHOLD_UNKNOWN pairs 1 0',
    ],
    ['a dwelling that is not listed', { pairs: [['h1', 'd9', 1]] }, 'DWELLING_UNKNOWN pairs 0 1'],
    [
      'a pair twice',
      {
        pairs: [
          ['h1', 'd1', 1],
          ['h2', 'd1', 1],
          ['h1', 'd1', 1],
        ],
      },
      'PAIR_TWICE pairs 2',
    ],
    ['a weight in tenths', { pairs: [['h1', 'd1', 0.1]] }, 'NUMBER_INVALID pairs 0 2'],
    ['a weight as text', { pairs: [['h1', 'd1', '5']] }, 'NUMBER_INVALID pairs 0 2'],
    ['a weight of no number', { pairs: [['h1', 'd1', NaN]] }, 'NUMBER_INVALID pairs 0 2'],
    ['a weight beyond all', { pairs: [['h1', 'd1', 1e300]] }, 'NUMBER_INVALID pairs 0 2'],
    [
      'a weight of which two do not add up',
      { pairs: [['h1', 'd1', -Number.MAX_SAFE_INTEGER]] },
      'WEIGHT_TOO_LARGE pairs 0 2',
    ],
  ])('is refused with %s', (_, change, fault) => {
    expect(faults(readInstance(rawDocument(change)))).toEqual([fault]);
  });

  it.each([null, undefined, 5, 'x', [], {}, { pairs: [] }])(
    'is refused, never thrown at, when it is %j',
    (document) => {
      expect(readInstance(document).ok).toBe(false);
    },
  );

  it('is refused with its first twenty faults', () => {
    const pairs = Array.from({ length: 1000 }, (_, i) => [`x${i}`, 'd1', 1]);
    expect(faults(readInstance(rawDocument({ pairs })))).toHaveLength(MOST_FAULTS);
    const households = pairs.map(() => ({}));
    expect(faults(readInstance(rawDocument({ households })))).toHaveLength(MOST_FAULTS);
  });

  it('is read from text, with or without a byte order mark', () => {
    const text = JSON.stringify(rawDocument());
    expect(readInstanceText(`\uFEFF${text}`)).toEqual(readInstanceText(text));
    expect(faults(readInstanceText('{'))).toEqual(['JSON_INVALID']);
  });
});

function household(fields: object): Record<string, unknown> {
  return { households: [{ ...one, ...fields }], pairs: [] };
}
function codes(...all: string[]): unknown[] {
  return all.map((code) => ({ code }));
}
function dwellings(...ids: string[]): Record<string, unknown> {
  return { dwellings: ids.map((id) => ({ id, municipality: 'GM0342' })) };
}
