import { bruteForce } from '../testing/brute-force.js';
import { writtenSolutions } from '../testing/written-solutions.js';
import { checkSolution } from './check-solution.js';

const codesOf = (problem: Parameters<typeof checkSolution>[0], solution: unknown): readonly string[] =>
  checkSolution(problem, solution as Parameters<typeof checkSolution>[1]).map(({ code }) => code);

describe.each(writtenSolutions())('given $says, solved on paper', ({ problem, solution }) => {
  test('the solution has no fault, and no plan is better', () => {
    expect(checkSolution(problem, solution)).toEqual([]);
    expect(solution.levels.map(({ value }) => value)).toEqual(bruteForce(problem));
  });

  test('when any one number or word of it is changed, then it is refused or still right', () => {
    const best = bruteForce(problem);
    let accepted = 0;
    for (const change of changesOf(solution)) {
      const changed = structuredClone(solution);
      change(changed);
      if (codesOf(problem, changed).length > 0) continue;
      accepted += 1;
      expect(changed.levels.map(({ value }) => value)).toEqual(best);
      changed.levels.forEach(({ bound }, level) => expect(bound).toBeGreaterThanOrEqual(best[level]!));
    }
    expect(accepted).toBeLessThan(changesOf(solution).length / 2);
  });
});

type Change = (solution: object) => void;

/** Every place of a value, changed in every way that may tempt a checker. */
function changesOf(value: object, path: readonly string[] = []): readonly Change[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): readonly Change[] => {
    const here = [...path, key];
    const set = (changed: unknown): Change => {
      return (solution) => {
        const holder = path.reduce<object>((part, name) => Reflect.get(part, name) as object, solution);
        Reflect.set(holder, key, changed);
      };
    };
    const noNumbers = ArrayBuffer.isView(value) ? [] : [undefined, null, 'x', [], {}];
    const nonsense = [...noNumbers, NaN, Infinity, -1, 0.5].map(set);
    if (typeof inner === 'number') return [...nonsense, set(inner + 1), set(inner - 1), set(inner * 2)];
    if (typeof inner === 'boolean') return [...nonsense, set(!inner)];
    const fewer = Array.isArray(inner) ? [set(inner.slice(1)), set([...(inner as unknown[]), inner[0]])] : [];
    const shorter = inner instanceof Float64Array ? [set(inner.subarray(1))] : [];
    const within = typeof inner === 'object' && inner !== null ? changesOf(inner, here) : [];
    return [...nonsense, ...fewer, ...shorter, ...within];
  });
}

describe('given nonsense instead of a solution', () => {
  const { problem } = writtenSolutions()[0]!;

  test.each([
    undefined,
    null,
    7,
    'plan',
    [],
    {},
    { plan: {} },
    { plan: { local: [null], exchanges: [] } },
    { plan: { local: new Array(2), exchanges: [] } },
  ])('when it is %j, then it is malformed and nothing is thrown', (solution) =>
    expect(codesOf(problem, solution)).toEqual(['SOLUTION_MALFORMED']),
  );

  test('when a certificate goes round in circles, then it is too large', () => {
    const { problem: split, solution } = writtenSolutions().find(({ says }) => says === 'a swap or none of it')!;
    const circle = solution.levels[0]!.certificate;
    Reflect.set(circle, 'above', circle);
    expect(codesOf(split, solution)).toEqual(['CERTIFICATE_TOO_LARGE']);
  });
});
