import fc from 'fast-check';
import { generateInstance } from '../generate/generate-instance.js';
import type { StructuredDocument } from '../read/instance.schema.js';
import { readMatching } from '../read/read-instance.js';
import type { Reading } from '../read/structured.js';
import { fittingDocument } from '../read/testing/documents.js';

function read(document: unknown): Reading {
  const result = readMatching(document);
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

/** Some households and dwellings of a generated instance, and vetoes between them. */
const someOf = (seed: number, vetoed: readonly [number, number][]): StructuredDocument => {
  const { households, dwellings, ...rest } = generateInstance({ scale: 'thin', seed });
  const [few, homes] = [households.slice(0, 40), dwellings.slice(0, 70)];
  const vetoes = vetoed.map(([h, d]): [string, string] => [few[h]!.id, homes[d]!.id]);
  return { ...rest, households: few, dwellings: homes, vetoes };
};

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const vetoed = fc.array(fc.tuple(fc.nat(39), fc.nat(69)), { maxLength: 60 });

describe('the compatible pairs of an instance', () => {
  it('are those of which no predicate fails, by ascending dwelling', () => {
    fc.assert(
      fc.property(seeds, vetoed, (seed, vetoes) => {
        const { problem, compatibility } = read(someOf(seed, vetoes));
        const dwellings = [...problem.dwellingIds.keys()];
        for (const h of problem.householdIds.keys()) {
          const found = problem.pairDwelling.subarray(problem.firstPair[h], problem.firstPair[h + 1]);
          expect([...found]).toEqual(dwellings.filter((d) => compatibility!.compatible(h, d)));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('weigh what they weigh alone, however many households are alike', () => {
    const document = someOf(77, []);
    const { problem } = read(document);
    for (const h of [0, 7, 19]) {
      const households = document.households.filter(({ id }) => id === problem.householdIds[h]);
      const alone = read({ ...document, households }).problem;
      const [at, end] = [problem.firstPair[h], problem.firstPair[h + 1]];
      expect(problem.pairWeight.slice(at, end)).toEqual(alone.pairWeight);
      expect(problem.pairFit!.slice(at, end)).toEqual(alone.pairFit);
    }
  });

  it('are found once for all who are alike, also where the term of one has ended', () => {
    const { households } = fittingDocument();
    const alike = [null, '2020-01-01', null].map((dueOn, i) => ({ ...households[0]!, id: `h${i}`, dueOn }));
    const { problem } = read(fittingDocument({}, {}, { households: alike, vetoes: [['h2', 'd1']] }));
    expect(problem.firstPair).toEqual(Int32Array.of(0, 1, 2, 2));
    expect(problem.pairWeight).toEqual(Int32Array.of(1450, 1950));
  });
});
