import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { isRefusal } from '#platform';
import { freshDatabase, type FreshDatabase } from '../../test/support/database.ts';
import { mailGround, mailServer, type MailGround } from '../../test/support/mail.ts';
import { mailTask } from './outbox.ts';
import { resendMail } from './read-mails.ts';
import { overSmtp, type SmtpTimes } from './smtp.ts';
import { kept } from './transport.ts';
import { dueOf } from '../../test/support/work.ts';

const from = 'Lantern Numbers <mail@lantern.example>';
const times: SmtpTimes = { connectMs: 10_000, silenceMs: 20_000, attemptMs: 60_000 };
let database: FreshDatabase;
let ground: MailGround;
const sendOver = (smtp: string, patience = times): Promise<number> =>
  mailTask(overSmtp(smtp, from, patience)).run(ground.db, ground.context);
const failing = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });
const refusedWith = (code: string) => (error: unknown) => isRefusal(error) && error.code === code;

// Hooks of a file's own: without a suite around them they would run before every test of the process.
describe('the outbox:', () => {
  before(async () => {
    database = await freshDatabase({ max: 12 });
  });
  beforeEach(async () => {
    ground = await mailGround(database);
  });

  describe('a mail that waits', () => {
    it('is handed to the mail server once, and says what it is', async () => {
      const { smtp, accepted } = await mailServer();
      await ground.write('a');
      assert.equal(await sendOver(smtp), 1);
      assert.equal(await sendOver(smtp), 0);
      const { state, attempts, sentAt } = await ground.onlyMail();
      assert.deepEqual(
        { state, attempts, sentAt },
        { state: 'sent', attempts: 1, sentAt: ground.clock.now() },
      );
      assert.equal(accepted.length, 1);
      const text = accepted[0]!;
      assert.match(text, /^From: Lantern Numbers <mail@lantern\.example>\r$/m);
      assert.match(text, /^To: ada@example\.com\r$/m);
      assert.match(text, /^Reply-To: help@lantern\.example\r$/m);
      assert.match(text, /^Message-ID: <[0-9a-f]{40}@lantern\.example>\r$/m);
      assert.match(text, /^Date: Sat, 14 May 2022 00:00:00 \+0000\r$/m);
      assert.match(text, /^Auto-Submitted: auto-generated\r$/m);
      assert.match(text, /^Content-Language: it\r$/m);
      assert.match(text, /^Content-Type: text\/plain; charset=utf-8\r$/m);
    });

    it('is not written a second time under the same key', async () => {
      assert.equal(await ground.write('a'), true);
      assert.equal(await ground.write('a'), false);
      assert.equal((await ground.mails()).length, 1);
    });

    it('signs in at the mail server where the address says so', async () => {
      const signedIn: unknown[] = [];
      const { smtp, accepted } = await mailServer({
        authOptional: false,
        allowInsecureAuth: true,
        onAuth: (auth, _session, callback) => {
          signedIn.push(auth.username, auth.password);
          callback(null, { user: auth.username });
        },
      });
      await ground.write('a');
      await sendOver(smtp.replace('smtp://', 'smtp://post%40lantern:s%3Acret@'));
      assert.deepEqual(signedIn, ['post@lantern', 's:cret']);
      assert.equal(accepted.length, 1);
    });

    it('is kept in the demonstration, where it can be read', async () => {
      await ground.write('a');
      const task = mailTask(kept());
      assert.deepEqual(await dueOf(ground.db, ground.context, task), ground.clock.now());
      assert.equal(await task.run(ground.db, ground.context), 1);
      assert.equal(await dueOf(ground.db, ground.context, task), null);
      const { state, body } = await ground.onlyMail();
      assert.equal(state, 'kept');
      assert.match(body ?? '', /^Ciao Ada,/);
    });

    it('is sent by one of several workers that run at once', async () => {
      const { smtp, accepted } = await mailServer();
      for (let index = 0; index < 30; index += 1) await ground.write(`mail ${index}`);
      const counts = await Promise.all([sendOver(smtp), sendOver(smtp)]);
      assert.equal(counts[0] + counts[1], 30);
      assert.equal(accepted.length, 30);
      assert.equal(new Set(accepted.map((text) => /^Message-ID: (.*)$/m.exec(text)?.[1])).size, 30);
    });
  });

  describe('a mail server that says no', () => {
    it('for now is asked again, later each time', async () => {
      let busy = true;
      const { smtp, accepted } = await mailServer({
        onRcptTo: (_address, _session, callback) =>
          busy ? callback(failing(451, 'greylisted')) : callback(),
      });
      await ground.write('a');
      const task = mailTask(overSmtp(smtp, from, times));
      for (const minutes of [1, 5, 15]) {
        assert.equal(await task.run(ground.db, ground.context), 1);
        const mail = await ground.onlyMail();
        assert.equal(mail.state, 'waiting');
        assert.match(mail.failure ?? '', /451 greylisted/);
        assert.deepEqual(await dueOf(ground.db, ground.context, task), ground.clock.now().add({ minutes }));
        assert.equal(await task.run(ground.db, ground.context), 0);
        ground.clock.moveTo(ground.clock.now().add({ minutes }));
      }
      busy = false;
      assert.equal(await task.run(ground.db, ground.context), 1);
      const { state, failure, attempts } = await ground.onlyMail();
      assert.deepEqual({ state, failure, attempts }, { state: 'sent', failure: null, attempts: 4 });
      assert.equal(accepted.length, 1);
    });

    it('for now even after it read the text is asked again: it did not take the mail over', async () => {
      const { smtp } = await mailServer({
        onData: (stream, _session, callback) => {
          stream.resume();
          stream.on('end', () => callback(failing(452, 'disk full')));
        },
      });
      await ground.write('a');
      await sendOver(smtp);
      assert.equal((await ground.onlyMail()).state, 'waiting');
    });

    it('for five days is given up', async () => {
      const { smtp } = await mailServer({
        onRcptTo: (_address, _session, callback) => callback(failing(451, 'greylisted')),
      });
      await ground.write('a');
      const task = mailTask(overSmtp(smtp, from, times));
      const start = ground.clock.now();
      for (
        let due = await dueOf(ground.db, ground.context, task);
        due !== null;
        due = await dueOf(ground.db, ground.context, task)
      ) {
        ground.clock.moveTo(due);
        await task.run(ground.db, ground.context);
      }
      const { state, attempts, failure } = await ground.onlyMail();
      assert.deepEqual([state, attempts], ['refused', 11]);
      assert.match(failure ?? '', /^given up after 11 attempts: .*greylisted/);
      assert.equal(Math.floor(start.until(ground.clock.now()).total('days')), 4);
    });

    it('for good is not asked again', async () => {
      const { smtp } = await mailServer({
        onRcptTo: (_address, _session, callback) => callback(failing(550, 'no such mailbox')),
      });
      await ground.write('a');
      await sendOver(smtp);
      const { state, failure } = await ground.onlyMail();
      assert.equal(state, 'refused');
      assert.match(failure ?? '', /550 no such mailbox/);
      assert.equal(await sendOver(smtp), 0);
    });

    it('to our login is asked again: that is our fault, not the reader’s', async () => {
      const { smtp } = await mailServer({
        authOptional: false,
        allowInsecureAuth: true,
        onAuth: (_auth, _session, callback) => callback(failing(535, 'wrong password')),
      });
      await ground.write('a');
      await sendOver(smtp.replace('smtp://', 'smtp://post:wrong@'));
      assert.equal((await ground.onlyMail()).state, 'waiting');
    });
  });

  describe('sending again', () => {
    it('is for staff to decide: the same Message-ID, to the address of today, written down', async () => {
      let open = false;
      const { smtp, accepted } = await mailServer({
        onRcptTo: (_address, _session, callback) =>
          open ? callback() : callback(failing(550, 'no such mailbox')),
      });
      await ground.write('a');
      await sendOver(smtp);
      const { id } = await ground.onlyMail();
      await ground.db
        .updateTable('customers.customer')
        .set({ email: 'ada@new.example' })
        .where('id', '=', ground.customerId)
        .execute();
      open = true;
      assert.equal((await ground.run((tx) => resendMail(tx, ground.context, id))).state, 'waiting');
      await sendOver(smtp);
      assert.equal(accepted.length, 1);
      assert.match(accepted[0]!, /^To: ada@new\.example\r$/m);
      await assert.rejects(
        ground.run((tx) => resendMail(tx, ground.context, id)),
        refusedWith('notifications.not_resendable'),
      );
      await assert.rejects(
        ground.run((tx) => resendMail(tx, ground.context, id + 1_000n)),
        refusedWith('notifications.unknown_mail'),
      );
      const entries = await ground.db
        .selectFrom('customers.auditEntry')
        .select(['actor', 'action', 'subject'])
        .orderBy('id')
        .execute();
      assert.deepEqual(entries.at(-1), { actor: 'staff:1', action: 'mail.resent', subject: String(id) });
    });
  });
});
