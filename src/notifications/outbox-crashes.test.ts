import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { freshDatabase, type FreshDatabase } from '../../test/support/database.ts';
import { mailGround, mailServer, scriptedServer, type MailGround } from '../../test/support/mail.ts';
import { mailTask } from './outbox.ts';
import { overSmtp, type SmtpTimes } from './smtp.ts';
import { dueOf } from '../../test/support/work.ts';

const from = 'Lantern Numbers <mail@lantern.example>';
const times: SmtpTimes = { connectMs: 10_000, silenceMs: 20_000, attemptMs: 60_000 };
let database: FreshDatabase;
let ground: MailGround;
const sendOver = (smtp: string, patience = times): Promise<number> =>
  mailTask(overSmtp(smtp, from, patience)).run(ground.db, ground.context);

// Hooks of a file's own: without a suite around them they would run before every test of the process.
describe('the outbox, when a worker dies:', () => {
  before(async () => {
    database = await freshDatabase({ max: 12 });
  });
  beforeEach(async () => {
    ground = await mailGround(database);
  });

  describe('a mail server that breaks', () => {
    it('before it was handed the text certainly has no mail: it is sent again', async () => {
      const smtp = await scriptedServer((line, socket) => {
        if (line.startsWith('DATA')) socket.destroy();
        else socket.write(line.startsWith('EHLO') ? '250 scripted\r\n' : '250 ok\r\n');
      });
      await ground.write('a');
      await sendOver(smtp);
      assert.deepEqual([(await ground.onlyMail()).state, (await ground.onlyMail()).attempts], ['waiting', 1]);
    });

    it('that is not there is asked again, and the other mails do not queue up at its door', async () => {
      const server = createServer();
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      server.close();
      for (let index = 0; index < 20; index += 1) await ground.write(`mail ${index}`);
      const count = await sendOver(`smtp://127.0.0.1:${port}`);
      assert.ok(count <= 4, `${count} mails were tried`);
      assert.equal(
        (await ground.mails()).every(({ state }) => state === 'waiting'),
        true,
      );
    });

    for (const [how, atEnd] of [
      ['by hanging up', (socket: Socket) => socket.destroy()],
      ['by falling silent', () => undefined],
    ] as const) {
      it(`after it was handed the text, ${how}, may have the mail: nobody sends it again by itself`, async () => {
        let texts = 0;
        const smtp = await scriptedServer((line, socket) => {
          if (line === '.') {
            texts += 1;
            atEnd(socket);
          } else if (line === 'DATA') socket.write('354 go ahead\r\n');
          else if (/^(?:EHLO|MAIL|RCPT|QUIT)/.test(line)) socket.write('250 ok\r\n');
        });
        await ground.write('a');
        await sendOver(smtp, { ...times, silenceMs: 300 });
        const { state, failure } = await ground.onlyMail();
        assert.equal(state, 'unknown');
        assert.notEqual(failure, null);
        ground.clock.moveTo(ground.clock.now().add({ hours: 24 * 30 }));
        assert.equal(await sendOver(smtp), 0);
        assert.equal(texts, 1);
      });
    }
  });

  describe('a worker that is killed', () => {
    let child: ChildProcess | undefined;
    afterEach(() => {
      child?.kill('SIGKILL');
    });

    it('while the mail server has the text leaves a mail of unknown fate, never a second one', async () => {
      const { smtp, accepted } = await mailServer({
        onData: (stream, _session, callback) => {
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            accepted.push(Buffer.concat(chunks).toString());
            child?.kill('SIGKILL');
            child?.once('exit', () => callback());
          });
        },
      });
      await ground.write('a');
      // A process of its own, so that it can be killed.
      const [platform, outbox, smtpFile] = ['../platform/index.ts', './outbox.ts', './smtp.ts'].map((file) =>
        JSON.stringify(new URL(file, import.meta.url).href),
      );
      const script = `
      const { connect, stoppedClock } = await import(${platform});
      const { mailTask } = await import(${outbox});
      const { overSmtp } = await import(${smtpFile});
      const { db } = connect(${JSON.stringify(ground.url)});
      const clock = stoppedClock(Temporal.Instant.from('${ground.clock.now()}'));
      const context = { clock, operator: ${JSON.stringify(ground.context.operator)}, actor: 'system' };
      await mailTask(overSmtp('${smtp}', '${from}')).run(db, context);`;
      child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      assert.deepEqual([code, signal], [null, 'SIGKILL']);
      assert.equal((await ground.onlyMail()).state, 'sending');

      // While it could still be alive, nobody touches its mail.
      const task = mailTask(overSmtp(smtp, from, times));
      assert.equal(await task.run(ground.db, ground.context), 0);
      assert.deepEqual(await dueOf(ground.db, ground.context, task), ground.clock.now().add({ minutes: 15 }));
      ground.clock.moveTo(ground.clock.now().add({ minutes: 15 }));
      assert.equal(await task.run(ground.db, ground.context), 1);
      assert.equal((await ground.onlyMail()).state, 'unknown');
      assert.equal(await task.run(ground.db, ground.context), 0);
      assert.equal(await dueOf(ground.db, ground.context, task), null);
      assert.equal(accepted.length, 1);
    });

    it('that was only slow still tells the truth', async () => {
      const hold = Promise.withResolvers<void>();
      let whileSlow = '';
      const { smtp } = await mailServer({
        onData: (stream, _session, callback) => {
          stream.resume();
          stream.on('end', () => {
            ground.clock.moveTo(ground.clock.now().add({ minutes: 20 }));
            void sendOver('smtp://127.0.0.1:1').then(async () => {
              whileSlow = (await ground.onlyMail()).state;
              hold.resolve();
            });
            void hold.promise.finally(callback);
          });
        },
      });
      await ground.write('a');
      await sendOver(smtp);
      assert.equal(whileSlow, 'unknown');
      assert.equal((await ground.onlyMail()).state, 'sent');
    });
  });
});
