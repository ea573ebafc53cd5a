import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { getMigrations } from 'better-auth/db/migration';
import { inTransaction, systemClock, type Database } from '#platform';
import type { Context } from '#policy';
import { newBrowser, type Browser } from '../../../test/support/browser.ts';
import { freshDatabase } from '../../../test/support/database.ts';
import { addUser, removeUser } from '../members.ts';
import { customerPermissions, permissionsOfRole } from '../permissions.ts';
import { signUp } from '../sign-up.ts';
import { addStaff, disableStaff } from '../staff/staff.ts';
import { makeAuth, type Auth } from './auth.ts';
import { authenticate } from './authenticate.ts';
import { betterAuthOptions, type AuthOptions, type SignInMail } from './options.ts';

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
describe('signing in:', () => {
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

  describe('signing in', () => {
    it('with the password makes a session that says whose user it is, until the user signs out', async () => {
      const { customerId, userId } = await newUser('ada@example.com', true);
      const ada = browser('192.0.2.1');
      assert.equal(await ada.principal(), null);
      assert.equal((await ada.send('/sign-in/email', { email: 'Ada@Example.com', password })).status, 200);
      assert.deepEqual(await ada.principal(), {
        kind: 'customer',
        customerId,
        userId,
        apiKeyId: null,
        scopes: customerPermissions,
      });
      const stolen = ada.cookie();
      assert.equal((await ada.send('/sign-out', {})).status, 200);
      assert.equal(await authenticate(db, systemClock, auth, { cookie: stolen }), null);
    });

    it('with a wrong password, or as nobody, fails in the same words', async () => {
      await newUser('bea@example.com', true);
      const wrong = await browser('192.0.2.2').send('/sign-in/email', {
        email: 'bea@example.com',
        password: 'wrong horse battery',
      });
      const nobody = await browser('192.0.2.2').send('/sign-in/email', {
        email: 'nobody@example.com',
        password,
      });
      assert.equal(wrong.status, 401);
      assert.deepEqual([nobody.status, nobody.body], [wrong.status, wrong.body]);
    });

    it('waits until the address is proven, and sends the mail that proves it', async () => {
      const { userId } = await newUser('carl@example.com', false);
      const carl = browser('192.0.2.3');
      const refused = await carl.send('/sign-in/email', { email: 'carl@example.com', password });
      assert.deepEqual([refused.status, refused.body.code], [403, 'EMAIL_NOT_VERIFIED']);
      assert.deepEqual(
        mails.map(({ about, userId: to, email, validHours }) => ({ about, to, email, validHours })),
        [{ about: 'email_verification', to: userId, email: 'carl@example.com', validHours: 24 }],
      );
      assert.equal((await carl.send(mails[0]!.url)).status, 302);
      assert.equal((await carl.send('/sign-in/email', { email: 'carl@example.com', password })).status, 200);
      assert.notEqual(await carl.principal(), null);
    });

    it('sends a new user the mail that proves the address, with a link that leads back', async () => {
      const { userId } = await newUser('dora@example.com', false);
      await auth.sendVerification({ id: userId, email: 'dora@example.com', name: 'Dora' }, '/welcome');
      const visit = await browser('192.0.2.4').send(mails[0]!.url);
      assert.deepEqual([visit.status, visit.location], [302, '/welcome']);
      const forged = mails[0]!.url.replace(/token=.{10}/, 'token=AAAAAAAAAA');
      assert.match((await browser('192.0.2.4').send(forged)).location ?? '', /error=/i);
      assert.equal(
        (await browser('192.0.2.4').send('/sign-in/email', { email: 'dora@example.com', password })).status,
        200,
      );
    });

    it('cannot be had by better-auth’s own sign-up, which knows no customers', async () => {
      const answer = await browser('192.0.2.5').send('/sign-up/email', {
        name: 'x',
        email: 'x@example.com',
        password,
      });
      assert.equal(answer.status, 400);
      assert.equal(
        await db.selectFrom('auth.user').select('id').where('email', '=', 'x@example.com').executeTakeFirst(),
        undefined,
      );
    });

    it('is refused to pages of other origins', async () => {
      await newUser('elle@example.com', true);
      const answer = await browser('192.0.2.6').send(
        '/sign-in/email',
        { email: 'elle@example.com', password },
        { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      );
      assert.equal(answer.status, 403);
    });

    it('is limited to three attempts in ten seconds an address, whatever address the caller claims to have', async () => {
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 5; attempt += 1) {
        const headers = {
          'x-ringfence-address': `203.0.113.${attempt}`,
          'x-forwarded-for': `203.0.113.${attempt}`,
        };
        const guess = { email: 'nobody@example.com', password: 'guess guess guess' };
        statuses.push((await browser('192.0.2.7').send('/sign-in/email', guess, headers)).status);
      }
      assert.deepEqual(statuses, [401, 401, 401, 429, 429]);
    });

    it('ends for a user who is removed and for staff who are shut out', async () => {
      const { customerId, userId } = await newUser('fay@example.com', true);
      await inTransaction(db, (tx) =>
        addUser(tx, context, {
          customerId,
          name: 'F',
          email: 'f@example.com',
          password,
          emailVerified: true,
        }),
      );
      const fay = browser('192.0.2.8');
      await fay.send('/sign-in/email', { email: 'fay@example.com', password });
      assert.notEqual(await fay.principal(), null);
      await inTransaction(db, (tx) => removeUser(tx, context, { customerId, userId }));
      assert.equal(await fay.principal(), null);

      const staff = { name: 'S', password, emailVerified: true, language: 'en' as const };
      await inTransaction(db, (tx) =>
        addStaff(tx, context, { ...staff, email: 'root@lantern.example', role: 'admin' }),
      );
      const staffId = await inTransaction(db, (tx) =>
        addStaff(tx, context, { ...staff, email: 'sam@lantern.example', role: 'finance' }),
      );
      const sam = browser('192.0.2.9');
      await sam.send('/sign-in/email', { email: 'sam@lantern.example', password });
      assert.deepEqual(await sam.principal(), {
        kind: 'staff',
        staffId,
        role: 'finance',
        userId: staffId,
        apiKeyId: null,
        scopes: permissionsOfRole('finance'),
      });
      await inTransaction(db, (tx) => disableStaff(tx, context, staffId));
      assert.equal(await sam.principal(), null);
      await sam.send('/sign-in/email', { email: 'sam@lantern.example', password });
      assert.equal(await sam.principal(), null);
    });
  });

  describe('the tables of the sign-in', () => {
    it('are all that better-auth, its plugins and our options want', async () => {
      const wanted = await getMigrations(betterAuthOptions(options), { throwOnUnsafe: false });
      const { toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems } = wanted;
      assert.deepEqual(
        { toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems },
        { toBeCreated: [], toBeAdded: [], toBeAddedIndexes: [], unsafeChanges: [], schemaProblems: [] },
      );
    });

    it('hold passwords only as argon2id, and what links prove only as hashes', async () => {
      await newUser('ian@example.com', true);
      await browser('192.0.2.40').send('/request-password-reset', {
        email: 'ian@example.com',
        redirectTo: '/',
      });
      const token = /reset-password\/([^?]+)/.exec(mails[0]!.url)![1]!;
      const accounts = await db.selectFrom('auth.account').select('password').execute();
      assert.equal(
        accounts.every((account) => account.password?.startsWith('$argon2id$v=19$m=19456,t=2,p=1$')),
        true,
      );
      const verifications = await db
        .selectFrom('auth.verification')
        .select(['identifier', 'value'])
        .execute();
      assert.equal(JSON.stringify(verifications).includes(token), false);
    });
  });
});
