import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signUp } from '#customers';
import { listMails, mailTask, overSmtp, writeMail } from '#notifications';
import { inTransaction, type Connection } from '#platform';
import { runDue } from '../../src/doors/worker/calendar.ts';
import { mailServer } from '../support/mail.ts';
import { assertSound } from '../support/soundness.ts';
import { withStrike, type Strike } from '../support/strikes.ts';
import { local, openTown, plant, type Town } from '../support/town.ts';
import { untilNothingIsDue } from '../support/until-done.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

/** How often the mail server has taken over a mail to this address. */
const timesAccepted = (accepted: readonly string[], recipient: string): number =>
  accepted.filter((text) => text.includes(`To: ${recipient}`)).length;

describe('the outbox, with a real mail server,', () => {
  const writeOne = (town: Town, email: string) =>
    inTransaction(town.db, async (tx) => {
      const customerId = await signUp(tx, town.context, { name: 'Ada', email, language: 'en' });
      const data = {
        e164: '+390612345678',
        dismissedOn: Temporal.PlainDate.from('2022-05-14'),
        link: 'https://numbers.example/',
      };
      await writeMail(tx, town.context, { key: email, customerId, about: 'number_dismissed', data });
    });

  it('and a worker that dies at any statement, sends no mail twice, and says of none that it was sent when it was not', async (t) => {
    const { smtp, accepted } = await mailServer();
    const town = await openTown('2022-05-14T09:00');
    const send = ({ db }: Pick<Connection, 'db'>) =>
      mailTask(overSmtp(smtp, 'numbers@example.net')).run(db, town.context);
    await writeOne(town, 'nobody@example.net');
    // Its lanes send their statements in between each other's: every one of them is struck at.
    const strikes = (await withStrike(town, null, send)).flatMap(({ text }, index): readonly Strike[] => {
      const dies = { at: index + 1, how: 'the process dies' } as const;
      return text === 'commit' ? [dies, { ...dies, how: 'the answer is lost' }] : [dies];
    });
    for (const [index, strike] of strikes.entries()) {
      const email = `ada${index}@example.net`;
      await writeOne(town, email);
      await withStrike(town, strike, send);
      // The dead are taken for dead after a quarter of an hour.
      town.clock.set(town.clock.now().add({ minutes: 16 }));
      await send(town);
      const mails = await inTransaction(town.db, (tx) => listMails(tx, { limit: 100 }));
      const { state } = mails.items.find(({ recipient }) => recipient === email)!;
      const times = timesAccepted(accepted, email);
      const where = `${strike.how} at statement ${strike.at}: ${state}, accepted ${times} times`;
      assert.ok(state === 'sent' ? times === 1 : state === 'unknown' && times <= 1, where);
    }
    t.diagnostic(`${strikes.length} strikes`);
  });

  it('and two workers who tell hundreds of customers at once, sends each mail once', async () => {
    const { smtp, accepted } = await mailServer();
    const town = await openTown('2022-03-10T12:00', { smtpUrl: smtp });
    const number = { anchor: '2022-03-10', months: 1, monthsPaid: 1, monthlyMicros: 1_000_000n } as const;
    const settlers = await plant(
      town.db,
      town.context,
      Array.from({ length: 150 }, () => ({ creditMicros: 0n, numbers: [number] })),
    );
    const orders = { url: town.url, now: String(town.clock.now()), smtpUrl: smtp };
    const [first, second] = await Promise.all([startWorkerProcess(orders), startWorkerProcess(orders)]);
    town.clock.set(local('2022-04-10'));
    for (const worker of [first, second]) worker.workAt(town.clock.now());
    await untilNothingIsDue(town);
    await Promise.all([first.stop(), second.stop()]);
    const times = new Set(
      settlers.map(({ customerId }) => timesAccepted(accepted, `${customerId}@example.net`)),
    );
    assert.deepEqual([times, accepted.length], [new Set([1]), settlers.length]);
    await assertSound(town.db);
  });

  it('and a worker that is killed while it sends them, sends the rest, and none again', async () => {
    const { smtp, accepted } = await mailServer();
    const town = await openTown('2022-03-10T12:00', { smtpUrl: smtp });
    const number = { anchor: '2022-03-10', months: 1, monthsPaid: 1, monthlyMicros: 1_000_000n } as const;
    const settlers = await plant(
      town.db,
      town.context,
      Array.from({ length: 60 }, () => ({ creditMicros: 0n, numbers: [number] })),
    );
    const worker = await startWorkerProcess({ url: town.url, now: String(town.clock.now()), smtpUrl: smtp });
    town.clock.set(local('2022-04-10'));
    worker.workAt(town.clock.now());
    while (accepted.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    await worker.kill();
    town.clock.set(local('2022-04-10T00:16'));
    await runDue(town.db, town.context, town.app.tasks);
    const times = settlers.map(({ customerId }) => timesAccepted(accepted, `${customerId}@example.net`));
    const { items } = await inTransaction(town.db, (tx) => listMails(tx, { state: 'unknown', limit: 100 }));
    assert.equal(Math.max(...times), 1);
    // Four are on their way at once: of these nobody knows.
    assert.ok(items.length <= 4, `${items.length} mails of unknown fate`);
    assert.ok(
      times.filter((count) => count === 0).length <= items.length,
      'what is not known to be lost was sent',
    );
  });
});
