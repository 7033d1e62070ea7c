import { isAway, untilPossible } from './index.js';

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const never = new AbortController().signal;

describe('waiting for what is not there yet', () => {
  it('goes on until it is, and says that it waits', async () => {
    const told: unknown[] = [];
    let tries = 0;
    const attempt = (): Promise<string> => (++tries < 3 ? Promise.reject(away) : Promise.resolve('there'));
    const found = await untilPossible(attempt, {
      signal: never,
      passes: isAway,
      onWaiting: (error) => told.push(error),
    });
    expect([found, tries, told]).toEqual(['there', 3, [away]]);
  });

  it('ends at once with what does not pass by itself', async () => {
    const wrong = Object.assign(new Error('password authentication failed'), { code: '28P01' });
    let tries = 0;
    const attempt = (): Promise<never> => {
      tries++;
      return Promise.reject(wrong);
    };
    const options = { signal: never, passes: isAway, onWaiting: () => undefined };
    await expect(untilPossible(attempt, options)).rejects.toBe(wrong);
    expect(tries).toBe(1);
  });

  it('ends when the process is told to stop', async () => {
    const stop = new AbortController();
    const waiting = untilPossible(() => Promise.reject(away), {
      signal: stop.signal,
      passes: isAway,
      onWaiting: () => stop.abort(),
    });
    await expect(waiting).rejects.toThrow(/abort/i);
  });

  it.each([
    ['a server that starts up', { code: '57P03' }, true],
    ['a server with no connection left', { code: '53300' }, true],
    ['a network that is not there', { code: 'ENOTFOUND' }, true],
    ['a name server that is away', { code: 'EAI_AGAIN' }, true],
    ['a connection that ended', {}, true],
    ['a database that does not exist', { code: '3D000' }, false],
    ['a statement that is wrong', { code: '42601' }, false],
  ])('%s passes by itself: %j → %s', (_, properties, passes) => {
    expect(isAway(Object.assign(new Error('Connection terminated unexpectedly'), properties))).toBe(passes);
  });

  it('an address that is none does not pass by itself', () => {
    const wrong = Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' });
    expect(isAway(wrong)).toBe(false);
  });

  it('a bug does not pass by itself', () => expect(isAway(new TypeError('x is not a function'))).toBe(false));
});
