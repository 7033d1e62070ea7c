import { ok, refuse, type Instant } from '#libs/kernel';
import type { SignedIn } from '#libs/access';
import { identify, localIdentity } from './identity.js';

const supervisor: SignedIn = {
  actor: 'demo:toezichthouder',
  role: 'supervisor',
  organisation: null,
  expiresAt: '2026-11-23T00:00:00.000Z' as Instant,
};
const tokens = {
  verifyToken: (token: string) =>
    Promise.resolve(token === 'good' ? ok(supervisor) : refuse('TOKEN_INVALID', 'Deze aanmelding is niet geldig')),
};

test('on an embedded store one is the operating-system user, in the role of operator', async () => {
  const who = await identify({ embedded: true }, undefined, tokens);
  expect(who).toEqual(ok(localIdentity()));
  expect(localIdentity().actor).toMatch(/^local:./);
  expect(localIdentity()).toMatchObject({ role: 'operator', organisation: null });
});

test('with a database of its own a store asks for a token', async () => {
  const who = await identify({ embedded: false }, undefined, tokens);
  expect(who).toMatchObject({ ok: false, refusals: [{ code: 'TOKEN_REQUIRED' }] });
});

test('a token says who one is, and a bad one is refused on every store', async () => {
  expect(await identify({ embedded: false }, 'good', tokens)).toEqual(
    ok({ actor: 'demo:toezichthouder', role: 'supervisor', organisation: null }),
  );
  expect(await identify({ embedded: true }, 'bad', tokens)).toMatchObject({
    ok: false,
    refusals: [{ code: 'TOKEN_INVALID' }],
  });
});
