import { StoreUnavailable } from '#libs/event-store';
import { duringWork, refusalOf } from './failure.js';

const withCode = (code: string): Error => Object.assign(new Error('tekst'), { code });

test('a database that does not answer is told as such, not as a fault of ours', () => {
  expect(refusalOf(withCode('ECONNREFUSED'))?.code).toBe('STORE_UNREACHABLE');
  expect(refusalOf(withCode('28P01'))?.code).toBe('STORE_NOT_ALLOWED');
});

test.each([
  ['the event store', new StoreUnavailable(new Error('gone'))],
  ['an administrator who stops the server', withCode('57P01')],
  ['a broken connection', withCode('08006')],
  ['a connection that ended without a code', new Error('Connection terminated unexpectedly')],
  ['a server that refuses in the middle of the work', duringWork(withCode('ECONNREFUSED'))],
])('%s: the outcome is unknown and the same command can be given again', (_, error) => {
  expect(refusalOf(error)).toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.stringContaining('nog eens') as string,
  });
});

test('a bug in the middle of the work stays a bug', () => {
  const bug = new TypeError('x is not a function');
  expect(duringWork(bug)).toBe(bug);
});

test('an error of ours that says what to do keeps its code and its words', () => {
  const newer = Object.assign(withCode('SCHEMA_NEWER'), { name: 'SchemaNewerError' });
  expect(refusalOf(newer)).toMatchObject({ code: 'SCHEMA_NEWER', message: 'tekst' });
  const key = Object.assign(new Error('maak het 0600'), { name: 'SigningKeyError' });
  expect(refusalOf(key)).toMatchObject({ code: 'SIGNING_KEY_ERROR', message: 'maak het 0600' });
});

test('a bug is a bug', () => {
  expect(refusalOf(new TypeError('x is not a function'))).toBeNull();
  expect(refusalOf('thrown text')).toBeNull();
});
