import { packageFile } from '#libs/kernel';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const simulated = async (workers: number): Promise<string> => {
  const asked = ['--seeds', '3', '--days', '85', '--policies', 'hindsight,swaps,local', '--workers', String(workers)];
  const program = packageFile('dist/bin/cli.js');
  return (await promisify(execFile)(process.execPath, [program, 'simulate', '--json', ...asked])).stdout;
};

test('given the built program, when seeds are simulated by one or by several workers, then the bytes are the same', async () => {
  const alone = await simulated(1);
  const { seeds, policies } = JSON.parse(alone) as {
    readonly seeds: readonly number[];
    readonly policies: readonly { readonly policy: string; readonly bound: boolean }[];
  };
  expect(seeds).toEqual([1, 2, 3]);
  expect(policies.map(({ policy, bound }) => [policy, bound])).toEqual([
    ['local', false],
    ['swaps', false],
    ['hindsight', true],
  ]);
  expect(await simulated(2)).toBe(alone);
  expect(await simulated(3)).toBe(alone);
});
