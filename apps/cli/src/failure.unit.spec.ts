import { refusalOf } from './failure.js';

const withCode = (code: string): Error => Object.assign(new Error('tekst'), { code });

test('a database that does not answer is told as such, not as a fault of ours', () => {
  expect(refusalOf(withCode('ECONNREFUSED'))?.code).toBe('STORE_UNREACHABLE');
  expect(refusalOf(withCode('28P01'))?.code).toBe('STORE_NOT_ALLOWED');
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
