import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signInRefusal } from '../../src/doors/api/sign-in-errors.ts';
import { testApp, type Reply, type TestApp } from '../support/app.ts';

const refusal = (reply: Reply) => [reply.status, reply.body?.code];

describe('the sign-in, at the door', () => {
  let world: TestApp;
  const account = { name: 'Grace', email: 'grace@example.net', password: 'quite a long password' };
  const signIn = (body: object, headers = {}) =>
    world.visitor.post('/v1/auth/sign-in/email', body, { headers });

  before(async () => {
    world = await testApp();
    assert.equal((await world.customer.post('/v1/users', account)).status, 201);
  });
  after(() => world.close());

  it('refuses in the words of the API, in the language asked for', async () => {
    const reply = await signIn({ ...account, password: 'another password' }, { 'accept-language': 'it' });
    assert.deepEqual(refusal(reply), [401, 'sign_in.wrong_password']);
    assert.match(reply.body.detail, /^L’indirizzo e-mail o la password/);
    assert.equal(reply.headers['content-type'], 'application/problem+json; charset=utf-8');
    assert.match(reply.body.message, /password/, 'and in a word that the clients of better-auth look for');
  });

  it('says the same of an address that nobody has', async () => {
    const reply = await signIn({ email: 'nobody@example.net', password: 'another password' });
    assert.deepEqual(refusal(reply), [401, 'sign_in.wrong_password']);
  });

  it('refuses what it cannot read, what it does not have, and links that are none', async () => {
    const reset = { newPassword: 'a new long password', token: 'none' };
    assert.deepEqual(refusal(await world.visitor.post('/v1/auth/reset-password', reset)), [
      400,
      'sign_in.link_not_valid',
    ]);
    assert.deepEqual(refusal(await world.visitor.get('/v1/auth/nothing')), [404, 'api.not_found']);
    assert.deepEqual(refusal(await world.visitor.post('/v1/auth/request-password-reset', {})), [
      400,
      'sign_in.refused',
    ]);
    assert.deepEqual(refusal(await world.visitor.post('/v1/auth/change-password', { a: 1 })), [
      400,
      'sign_in.refused',
    ]);
  });

  it('takes no account from strangers: they sign up for one', async () => {
    const reply = await world.visitor.post('/v1/auth/sign-up/email', { ...account, email: 'x@example.net' });
    assert.equal(reply.status, 400);
  });

  it('tells who guesses to wait', async () => {
    const replies = [];
    for (let attempt = 0; attempt < 8; attempt += 1) replies.push(await signIn(account));
    const last = replies.at(-1)!;
    assert.deepEqual(refusal(last), [429, 'api.rate_limited']);
    assert(Number(last.headers['retry-after']) > 0);
    assert(last.body.data.seconds > 0);
  });

  it('has words for every way in which better-auth refuses', () => {
    const check = (status: number, code: string | undefined, expected: string) =>
      assert.equal(
        signInRefusal({ status, code, path: '/v1/auth/x', message: 'a reason', retryAfter: null }).code,
        expected,
      );
    check(401, 'INVALID_EMAIL_OR_PASSWORD', 'sign_in.wrong_password');
    check(403, 'EMAIL_NOT_VERIFIED', 'sign_in.email_not_verified');
    check(401, 'INVALID_CODE', 'sign_in.wrong_code');
    check(401, 'INVALID_BACKUP_CODE', 'sign_in.wrong_code');
    check(429, 'ACCOUNT_TEMPORARILY_LOCKED', 'sign_in.locked_for_now');
    check(403, 'SESSION_NOT_FRESH', 'sign_in.session_not_fresh');
    check(400, 'TOKEN_EXPIRED', 'sign_in.link_not_valid');
    check(400, 'PASSWORD_TOO_SHORT', 'customers.weak_password');
    check(401, undefined, 'api.unauthenticated');
    check(429, undefined, 'api.rate_limited');
    check(403, 'INVALID_ORIGIN', 'sign_in.refused');
  });
});
