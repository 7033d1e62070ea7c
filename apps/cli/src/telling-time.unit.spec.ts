import { tellingTime } from './telling-time.js';
import type { Terminal } from './terminal.js';

function watched() {
  const passed: string[] = [];
  const to: Terminal = {
    json: true,
    answer: () => undefined,
    progress: () => undefined,
    passing: (text) => void passed.push(text),
  };
  return { to, passed };
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => vi.useRealTimers());

test('given work of three seconds, when somebody looks on, then each second is told and the line goes in the end', async () => {
  const { to, passed } = watched();
  const { promise, resolve } = withResolve<string>();
  const told = tellingTime(to, 'bezig', promise);
  vi.advanceTimersByTime(3000);
  resolve('done');
  expect(await told).toBe('done');
  vi.advanceTimersByTime(3000);
  expect(passed).toEqual(['bezig, 1 s', 'bezig, 2 s', 'bezig, 3 s', '']);
});

test('given work that fails, when somebody looks on, then the line goes as well and the fault is told', async () => {
  const { to, passed } = watched();
  await expect(tellingTime(to, 'bezig', Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(passed).toEqual(['']);
  expect(vi.getTimerCount()).toBe(0);
});

test('given nobody who looks on, when work is done, then it is just done', async () => {
  const { to } = watched();
  const { passing: _, ...blind } = to;
  const told = tellingTime(blind, 'bezig', Promise.resolve(1));
  vi.advanceTimersByTime(2000);
  expect(await told).toBe(1);
});

function withResolve<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}
