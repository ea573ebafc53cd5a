import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { before, beforeEach, describe, it } from 'node:test';

import { inTransaction, systemClock, type Database } from '#platform';
import type { Context } from '#policy';
import { newBrowser, type Browser } from '../../../test/support/browser.ts';
import { freshDatabase } from '../../../test/support/database.ts';
import { addUser } from '../members.ts';
import { signUp } from '../sign-up.ts';
import { makeAuth, type Auth } from './auth.ts';
import type { AuthOptions, SignInMail } from './options.ts';

const operator = {
  name: 'Lantern Numbers',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  supportEmail: 'help@lantern.example',
};
const context: Context = { clock: systemClock, operator, actor: 'system' };
const baseUrl = 'http://localhost:8080';
const password = 'correct horse battery';

let db: Database;
let auth: Auth;
let mails: SignInMail[] = [];
let options: AuthOptions;
const browser = (address: string): Browser => newBrowser({ db, auth, baseUrl }, address);

/** The code of an authenticator app. @source RFC 6238 */
const totp = (uri: string): string => {
  const secret = new URL(uri).searchParams.get('secret')!;
  const bits = Array.from(secret)
    .map((char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(systemClock.now().epochMilliseconds / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};

const newUser = async (
  email: string,
  emailVerified: boolean,
): Promise<{ readonly customerId: string; readonly userId: string }> =>
  inTransaction(db, async (tx) => {
    const customerId = await signUp(tx, context, { name: email, email, language: 'en' });
    return {
      customerId,
      userId: await addUser(tx, context, { customerId, name: 'Ada', email, password, emailVerified }),
    };
  });

// Hooks of a file's own: without a suite around them they would run before every test of the process.
describe('signing in, when something is lost:', () => {
  before(async () => {
    ({ db } = await freshDatabase());
    options = {
      db,
      clock: systemClock,
      secret: 'a secret of the tests that is long enough 0123456789',
      baseUrl,
      operatorName: 'Lantern Numbers',
      trustedOrigins: [],
      sendMail: (mail) => {
        mails.push(mail);
        return Promise.resolve();
      },
      onError: () => undefined,
    };
    auth = makeAuth(options);
  });
  beforeEach(() => {
    mails = [];
  });

  describe('a forgotten password', () => {
    it('is replaced through a link that works once, and ends all sessions', async () => {
      await newUser('gus@example.com', true);
      const thief = browser('192.0.2.20');
      await thief.send('/sign-in/email', { email: 'gus@example.com', password });
      const gus = browser('192.0.2.21');
      assert.equal(
        (await gus.send('/request-password-reset', { email: 'gus@example.com', redirectTo: '/reset' }))
          .status,
        200,
      );
      assert.deepEqual([mails.length, mails[0]!.about, mails[0]!.validHours], [1, 'password_reset', 1]);
      const token = new URL((await gus.send(mails[0]!.url)).location!, baseUrl).searchParams.get('token')!;
      const next = 'another horse entirely';
      assert.equal((await gus.send('/reset-password', { token, newPassword: 'short' })).status, 400);
      assert.equal((await gus.send('/reset-password', { token, newPassword: next })).status, 200);
      assert.equal(
        (await gus.send('/reset-password', { token, newPassword: 'a third horse entirely' })).status,
        400,
      );
      assert.equal(await thief.principal(), null);
      assert.equal((await gus.send('/sign-in/email', { email: 'gus@example.com', password })).status, 401);
      assert.equal(
        (await gus.send('/sign-in/email', { email: 'gus@example.com', password: next })).status,
        200,
      );
    });

    it('of nobody gets the same answer and no mail', async () => {
      const answer = await browser('192.0.2.22').send('/request-password-reset', {
        email: 'nobody@example.com',
        redirectTo: '/reset',
      });
      assert.deepEqual([answer.status, mails], [200, []]);
    });

    it('does not lead to other sites', async () => {
      const order = { email: 'gus@example.com', redirectTo: 'https://evil.example/reset' };
      assert.equal((await browser('192.0.2.23').send('/request-password-reset', order)).status, 403);
      assert.deepEqual(mails, []);
    });
  });

  describe('a second factor', () => {
    it('is asked for after the password once it is set up; a backup code helps once', async () => {
      await newUser('hal@example.com', true);
      const setup = browser('192.0.2.30');
      await setup.send('/sign-in/email', { email: 'hal@example.com', password });
      const enabled = await setup.send('/two-factor/enable', { password });
      assert.equal(enabled.status, 200);
      const { totpURI, backupCodes } = enabled.body as { totpURI: string; backupCodes: string[] };
      assert.match(totpURI, /^otpauth:\/\/totp\/Lantern%20Numbers:hal/);
      assert.equal((await setup.send('/two-factor/verify-totp', { code: totp(totpURI) })).status, 200);

      const half = browser('192.0.2.31');
      const first = await half.send('/sign-in/email', { email: 'hal@example.com', password });
      assert.equal(first.body.twoFactorRedirect, true);
      assert.equal(await half.principal(), null);
      assert.equal((await half.send('/two-factor/verify-totp', { code: '000000' })).status, 401);
      assert.equal(await half.principal(), null);
      assert.equal((await half.send('/two-factor/verify-totp', { code: totp(totpURI) })).status, 200);
      assert.notEqual(await half.principal(), null);

      for (const [address, status] of [
        ['192.0.2.32', 200],
        ['192.0.2.33', 401],
      ] as const) {
        const lost = browser(address);
        await lost.send('/sign-in/email', { email: 'hal@example.com', password });
        assert.equal(
          (await lost.send('/two-factor/verify-backup-code', { code: backupCodes[0] })).status,
          status,
        );
      }
    });
  });
});
