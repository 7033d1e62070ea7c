import { namesOf } from '../compatibility/compatibility.js';
import { shippedMatchingPolicy } from '../compatibility/matching.policy.js';
import { generateInstance } from '../generate/generate-instance.js';
import type { StructuredDocument } from './instance.schema.js';
import { readInstance, readMatching } from './read-instance.js';
import type { Reading } from './structured.js';
import { fittingDocument } from './testing/documents.js';

function read(document: unknown): Reading {
  const result = readMatching(document);
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

/** Households of Soest by the last day of their term, read for a round on 1 March. */
const due = (...days: (string | null)[]): StructuredDocument => {
  const { households } = fittingDocument();
  const all = days.map((dueOn, i) => ({ ...households[0]!, id: `h${i}`, dueOn }));
  return fittingDocument({}, {}, { on: '2026-03-01', households: all });
};

describe('an instance without pairs', () => {
  it('takes goals, acceptance and the floor for singles from policy', () => {
    const { problem } = read(fittingDocument());
    expect(problem.goals).toEqual(shippedMatchingPolicy().goals);
    expect(problem).toMatchObject({ singlesFloor: true, acceptance: Int32Array.of(800, 800) });
  });

  it('never counts on less acceptance than the floor', () => {
    const { municipalities } = fittingDocument();
    const asked = municipalities.map((municipality, i) => ({ ...municipality, acceptance: [120, 940][i]! }));
    expect(read(fittingDocument({}, {}, { municipalities: asked })).problem.acceptance).toEqual(
      Int32Array.of(500, 940),
    );
  });

  it('weighs a pair by its household and its fit', () => {
    // Right-sized 60, across a border −10; 1000 for the household and 100 for each of four.
    const { problem } = read(fittingDocument());
    expect(problem.pairFit).toEqual(Int32Array.of(50));
    expect(problem.pairWeight).toEqual(Int32Array.of(1450));
    expect(read(fittingDocument({ dueOn: '2025-12-31' })).problem.pairWeight).toEqual(Int32Array.of(1950));
  });

  it('tells who is past the term, and who will be before the next round', () => {
    const { problem } = read(due('2026-02-28', '2026-03-01', '2026-03-07', '2026-03-08', null));
    expect(problem.overdue).toEqual(Uint8Array.of(1, 0, 0, 0, 0));
    expect(problem.nearTerm).toEqual(Uint8Array.of(0, 1, 1, 0, 0));
  });

  it('lets wait longest whose term ends first, equal terms as long, and last who has none', () => {
    const { problem } = read(due('2026-05-01', null, '2026-02-01', '2026-05-01'));
    expect(problem.waitingRank).toEqual(Int32Array.of(1, 2, 0, 1));
  });

  it('holds its round on the latest day that a household is ready, where the file names none', () => {
    const { households } = fittingDocument();
    const both = [
      { ...households[0]!, dueOn: '2026-02-01' },
      { ...households[0]!, id: 'h2', readyOn: '2026-02-02' },
    ];
    expect(read(fittingDocument({}, {}, { households: both })).problem.overdue).toEqual(Uint8Array.of(1, 0));
    expect(read(fittingDocument({ readyOn: null, dueOn: '1950-01-01' })).problem.overdue).toEqual(Uint8Array.of(0));
  });

  it('leaves out a pair that was vetoed', () => {
    const { problem, compatibility } = read(fittingDocument({}, {}, { vetoes: [['h1', 'd1']] }));
    expect(problem.pairDwelling).toHaveLength(0);
    expect(namesOf(compatibility!.failures(0, 0))).toEqual(['VETOED']);
  });

  it('may be empty', () => {
    const empty = { version: 1, municipalities: [], households: [], dwellings: [] };
    expect(read(empty).problem).toMatchObject({ firstPair: Int32Array.of(0), pairFit: new Int32Array(0) });
  });

  it('is the same problem in whatever order the file lists things', () => {
    const document = generateInstance({ scale: 'thin', seed: 5 });
    const { municipalities, households, dwellings } = document;
    const turned = {
      municipalities: municipalities.toReversed(),
      households: households.toReversed(),
      dwellings: dwellings.toReversed(),
    };
    expect(readInstance({ ...document, ...turned })).toEqual(readInstance(document));
  });

  it('weighs the same whatever households, dwellings and municipalities are called', () => {
    const document = generateInstance({ scale: 'thin', seed: 6 });
    // Turned round, so that the order of names is another too.
    const renamed = JSON.stringify(document).replace(/"(GM|[hd])(\d+)"/g, (_, kind: string, digits: string) => {
      return `"naam van ${kind} ${[...digits].reverse().join('')}"`;
    });
    const weights = (of: unknown): readonly number[] => Array.from(read(of).problem.pairWeight).sort((a, b) => a - b);
    expect(weights(JSON.parse(renamed))).toEqual(weights(document));
  });

  it.each<[string, StructuredDocument, string]>([
    [
      'an excluded municipality that is not listed',
      fittingDocument({ excluded: ['GM1'] }),
      'MUNICIPALITY_UNKNOWN households 0 excluded 0',
    ],
    [
      'more persons at least than at most',
      fittingDocument({}, { minPersons: 6 }),
      'PERSONS_RANGE_INVALID dwellings 0 minPersons',
    ],
    [
      'an end that is not after its beginning',
      fittingDocument({}, { until: '2026-01-10' }),
      'UNTIL_BEFORE_FROM dwellings 0 until',
    ],
    [
      'a condition that the law does not know',
      fittingDocument({}, { conditions: ['quiet'] }),
      'CONDITION_UNKNOWN dwellings 0 conditions 0',
    ],
    [
      'a word that is no condition but a thing of every object',
      fittingDocument({ meets: ['constructor'] }),
      'CONDITION_UNKNOWN households 0 meets 0',
    ],
    ['a day that is none', fittingDocument({ readyOn: '2026-02-30' }), 'DATE_INVALID households 0 readyOn'],
    ['a veto for nobody', fittingDocument({}, {}, { vetoes: [['h9', 'd1']] }), 'HOUSEHOLD_UNKNOWN vetoes 0 0'],
    ['a veto of nothing', fittingDocument({}, {}, { vetoes: [['h1', 'd9']] }), 'DWELLING_UNKNOWN vetoes 0 1'],
    [
      'an acceptance beyond all',
      fittingDocument({}, {}, { municipalities: [{ code: 'GM0342', lat: 0, lon: 0, acceptance: 1001 }] }),
      'NUMBER_OUT_OF_RANGE municipalities 0 acceptance',
    ],
  ])('is refused with %s', (_, document, fault) => {
    const result = readInstance(document);
    expect(result.ok ? [] : result.refusals.map(({ code, path }) => [code, ...path].join(' '))).toEqual([fault]);
  });
});
