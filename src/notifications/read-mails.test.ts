import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { signUp } from '#customers';
import { isRefusal } from '#platform';
import { freshDatabase, type FreshDatabase } from '../../test/support/database.ts';
import { mailGround, mailServer, type MailGround } from '../../test/support/mail.ts';
import { mailTask } from './outbox.ts';
import { listMails, mailById, mailsOf } from './read-mails.ts';
import { overSmtp, type SmtpTimes } from './smtp.ts';
import { kept } from './transport.ts';
import { writeSignInMail } from './write-mail.ts';

const from = 'Lantern Numbers <mail@lantern.example>';
const times: SmtpTimes = { connectMs: 10_000, silenceMs: 20_000, attemptMs: 60_000 };
let database: FreshDatabase;
let ground: MailGround;
const sendOver = (smtp: string, patience = times): Promise<number> =>
  mailTask(overSmtp(smtp, from, patience)).run(ground.db, ground.context);
const refusedWith = (code: string) => (error: unknown) => isRefusal(error) && error.code === code;

// Hooks of a file's own: without a suite around them they would run before every test of the process.
describe('reading mails:', () => {
  before(async () => {
    database = await freshDatabase({ max: 12 });
  });
  beforeEach(async () => {
    ground = await mailGround(database);
  });

  describe('a mail with a link that lets its reader sign in', () => {
    const link = 'https://numbers.example/v1/auth/reset-password/secret-token';
    const writeReset = async (): Promise<void> => {
      await ground.db
        .insertInto('auth.user')
        .values({
          id: 'u1',
          name: 'Ada',
          email: 'user@example.com',
          emailVerified: true,
          createdAt: ground.clock.now(),
          updatedAt: ground.clock.now(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const mail = {
        about: 'password_reset',
        userId: 'u1',
        email: 'user@example.com',
        name: 'Ada',
        url: link,
        validHours: 1,
      } as const;
      await ground.run((tx) => writeSignInMail(tx, ground.context, mail));
      await ground.run((tx) => writeSignInMail(tx, ground.context, mail));
      await ground.run((tx) =>
        writeSignInMail(tx, ground.context, { ...mail, userId: 'somebody who is gone' }),
      );
    };

    it('goes to its reader, is shown to nobody else, and is erased once it is out', async () => {
      const { smtp, accepted } = await mailServer();
      await writeReset();
      assert.equal((await ground.onlyMail()).body, null);
      await sendOver(smtp);
      assert.match(accepted[0]!, /secret-token/);
      assert.equal((await ground.onlyMail()).state, 'sent');
      assert.equal(
        (await ground.db.selectFrom('notifications.mail').select('body').executeTakeFirstOrThrow()).body,
        '',
      );
    });

    it('can be read in the demonstration, which sends none', async () => {
      await writeReset();
      await mailTask(kept()).run(ground.db, ground.context);
      assert.match((await ground.onlyMail()).body ?? '', /secret-token/);
    });
  });

  describe('the mails of a customer', () => {
    it('are read page by page, newest first, and only by the customer whose they are', async () => {
      for (const key of ['a', 'b', 'c']) await ground.write(key);
      const first = await ground.run((tx) => mailsOf(tx, ground.customerId, { limit: 2 }));
      const second = await ground.run((tx) =>
        mailsOf(tx, ground.customerId, { limit: 2, cursor: first.nextCursor ?? '' }),
      );
      const ids = [...first.items, ...second.items].map(({ id }) => id);
      assert.deepEqual(
        ids,
        ids.toSorted((a, b) => Number(b - a)),
      );
      assert.deepEqual([ids.length, second.nextCursor], [3, null]);
      const stranger = await ground.run((tx) =>
        signUp(tx, ground.context, { name: 'Bob', email: 'bob@example.com', language: 'en' }),
      );
      assert.deepEqual((await ground.run((tx) => mailsOf(tx, stranger, { limit: 2 }))).items, []);
      assert.equal((await ground.run((tx) => mailById(tx, ids[0]!, ground.customerId))).id, ids[0]);
      await assert.rejects(
        ground.run((tx) => mailById(tx, ids[0]!, stranger)),
        refusedWith('notifications.unknown_mail'),
      );
      assert.equal((await ground.run((tx) => listMails(tx, { state: 'sent', limit: 9 }))).items.length, 0);
      assert.equal(
        (await ground.run((tx) => listMails(tx, { about: 'number_dismissed', limit: 9 }))).items.length,
        3,
      );
    });
  });
});
