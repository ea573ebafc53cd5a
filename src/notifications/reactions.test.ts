import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { closeCustomer, signUp } from '#customers';
import { openWallet } from '#ledger';
import {
  dateAt,
  inTransaction,
  movableClock,
  recordEvents,
  takeEvents,
  type Database,
  type Language,
  type MovableClock,
  type Tx,
} from '#platform';
import { defaultParameters, draftVersion, publishFirstVersion, publishVersion, type Context } from '#policy';
import { requestRefund } from '#refunds';
import { freshDatabase } from '../../test/support/database.ts';
import type { MailLinks } from './links.ts';
import { mailReactions } from './reactions.ts';
import { countMails, listMails, mailsOf } from './read-mails.ts';

const operator = {
  name: 'Lantern Numbers',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  supportEmail: 'help@lantern.example',
};
const links: MailLinks = {
  number: (e164) => `https://numbers.example/numbers/${e164}`,
  topUp: 'https://numbers.example/top-up',
  catalogue: (country, city) => `https://numbers.example/catalogue/${country}/${city ?? ''}`,
  message: (messageId) => `https://numbers.example/messages/${messageId}`,
  automaticPayment: (id) => `https://numbers.example/automatic-payments/${id}`,
  payment: (paymentId) => `https://numbers.example/payments/${paymentId}`,
  registration: (registrationId) => `https://numbers.example/registrations/${registrationId}`,
  refund: (refundId) => `https://numbers.example/refunds/${refundId}`,
  freeze: 'https://numbers.example/freeze',
  fraudCase: (caseId) => `https://numbers.example/fraud/cases/${caseId}`,
  dispute: (disputeId) => `https://numbers.example/disputes/${disputeId}`,
  sunset: (service) => `https://numbers.example/sunsets/${service}`,
  policy: (versionId) => `https://numbers.example/policy/${versionId}`,
};
const reactions = mailReactions(links);

let db: Database;
let clock: MovableClock;
let context: Context;
let signedUp = 0;
const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);

const newCustomer = (language: Language): Promise<string> =>
  run(async (tx) => {
    signedUp += 1;
    const id = await signUp(tx, context, {
      name: `Ada ${signedUp}`,
      email: `ada${signedUp}@example.com`,
      language,
    });
    await openWallet(tx, context, id);
    return id;
  });

/** Hands out all events that wait, each twice, as if the worker had been killed after the first time. */
const dispatch = async (): Promise<void> => {
  for (;;) {
    const count = await run(async (tx) => {
      const events = await takeEvents(tx, clock, 100);
      for (const event of events) {
        await reactions[event.kind]?.(tx, context, event);
        await reactions[event.kind]?.(tx, context, event);
      }
      return events.length;
    });
    if (count === 0) return;
  }
};
const happen = (kind: string, payload: Readonly<Record<string, unknown>>): Promise<void> =>
  run((tx) => recordEvents(tx, clock, kind, [payload]));
const mailsTo = async (customerId: string) =>
  (await run((tx) => mailsOf(tx, customerId, { limit: 100 }))).items;

// Hooks of a file's own: without a suite around them they would run before every test of the process.
describe('mails that events give reason to write:', () => {
  before(async () => {
    ({ db } = await freshDatabase());
    clock = movableClock(Temporal.Instant.from('2022-03-10T08:00:00Z'));
    context = { clock, operator, actor: 'system' };
    const inForceFrom = dateAt(clock.now(), operator.timeZone);
    await run((tx) => publishFirstVersion(tx, context, { inForceFrom, parameters: defaultParameters }));
  });
  beforeEach(() => db.deleteFrom('notifications.mail').execute());

  describe('what happens to a number is told to its holder', () => {
    const number = (customerId: string) => ({ customerId, rentalId: '7', e164: '+390612345678' });

    it('once for each thing, in the holder’s language, with what is true then', async () => {
      const customerId = await newCustomer('it');
      const about = number(customerId);
      await happen('numbers.renewal_due_soon', {
        ...about,
        paidUntil: '2022-04-10',
        step: 7,
        daysLeft: 7,
        reason: 'no_credit',
        amount: '4.00',
      });
      clock.moveTo(Temporal.Instant.from('2022-04-09T22:00:00Z'));
      await happen('numbers.quarantined', {
        ...about,
        paidUntil: '2022-04-10',
        restorableUntil: '2022-05-14',
        reason: 'no_credit',
        amount: '4.00',
      });
      clock.moveTo(Temporal.Instant.from('2022-04-29T22:00:00Z'));
      await happen('numbers.quarantine_reminder', {
        ...about,
        restorableUntil: '2022-05-14',
        step: 20,
        reason: 'no_credit',
        amount: '4.00',
      });
      await happen('numbers.restored', { ...about, paidUntil: '2022-05-10', amount: '4.00', by: 'credit' });
      await happen('numbers.price_announced', {
        ...about,
        paidUntil: '2022-05-10',
        amount: '4.50',
        appliesFrom: '2022-06-01',
      });
      clock.moveTo(Temporal.Instant.from('2022-07-13T22:00:00Z'));
      await happen('numbers.dismissed', {
        ...about,
        paidUntil: '2022-06-10',
        restorableUntil: '2022-07-14',
        country: 'IT',
        city: 'rome',
      });
      await dispatch();

      const mails = (await mailsTo(customerId)).toReversed();
      assert.deepEqual(
        mails.map(({ about: what, language, subject }) => `${what} ${language}: ${subject}`),
        [
          'renewal_due_soon it: +39 06 1234 5678 sarà cancellato tra 7 giorni',
          'number_quarantined it: +39 06 1234 5678 è stato cancellato: puoi riaverlo fino al 13 maggio 2022',
          'quarantine_reminder it: +39 06 1234 5678: ancora 14 giorni per riaverlo',
          'number_restored it: +39 06 1234 5678 funziona di nuovo',
          'price_announced it: +39 06 1234 5678: nuovo prezzo dal 1º giugno 2022',
          'number_dismissed it: +39 06 1234 5678 è stato dismesso',
        ],
      );
      const bodies = mails.map(({ body }) => body ?? '');
      assert.match(bodies[1]!, /cancellato il 10 aprile 2022 perché il tuo credito di 0,00\s€ non bastava/);
      assert.match(bodies[1]!, /https:\/\/numbers\.example\/top-up/);
      assert.match(bodies[5]!, /del 14 luglio 2022 è stato dismesso/);
      assert.match(bodies[5]!, /https:\/\/numbers\.example\/catalogue\/IT\/rome/);
      assert.deepEqual(await run((tx) => countMails(tx, customerId, 'number_dismissed')), {
        total: 1,
        languages: ['it'],
      });
      assert.deepEqual(await run((tx) => countMails(tx, customerId, 'refund_decided')), {
        total: 0,
        languages: [],
      });
    });

    it('again when it happens again: at the next step, and for the next quarantine', async () => {
      const customerId = await newCustomer('en');
      const soon = { ...number(customerId), reason: 'renewal_off', amount: '4.00' };
      for (const [paidUntil, step] of [
        ['2022-09-10', 14],
        ['2022-09-10', 7],
        ['2022-10-10', 7],
      ] as const) {
        await happen('numbers.renewal_due_soon', { ...soon, paidUntil, step });
        await happen('numbers.renewal_due_soon', { ...soon, paidUntil, step });
      }
      await dispatch();
      assert.equal((await mailsTo(customerId)).length, 3);
    });

    it('not with half of it: an event that lacks something is refused as a whole', async () => {
      const customerId = await newCustomer('en');
      const event = {
        id: 1n,
        kind: 'numbers.quarantined',
        payload: number(customerId),
        occurredAt: clock.now(),
        failures: 0,
      };
      await assert.rejects(
        run((tx) => reactions['numbers.quarantined']!(tx, context, event)),
        /restorableUntil/,
      );
      assert.deepEqual(await mailsTo(customerId), []);
    });
  });

  describe('a decision about a refund', () => {
    it('is told with its reasons', async () => {
      const customerId = await newCustomer('es');
      const order = { customerId, subject: 'credit', destination: 'payments', key: 'k' } as const;
      const { refundId } = await run((tx) => requestRefund(tx, context, order));
      await dispatch();
      const [mail, ...others] = await mailsTo(customerId);
      assert.deepEqual(others, []);
      assert.equal(mail?.about, 'refund_decided');
      assert.equal(mail.subject, 'Sobre su solicitud de reembolso');
      assert.match(mail.body ?? '', /No se devuelve nada/);
      assert.match(mail.body ?? '', /- R1: /);
      assert.match(mail.body ?? '', new RegExp(`https://numbers\\.example/refunds/${refundId}`));
    });
  });

  describe('a new version of the policy', () => {
    it('is announced to every customer who was there and whose account is open, however many they are', async () => {
      const closed = await newCustomer('en');
      await run((tx) =>
        closeCustomer(tx, context, {
          customerId: closed,
          holding: { numbers: 0, creditMicros: 0n, underWay: 0 },
        }),
      );
      for (let index = 0; index < 210; index += 1) await newCustomer('en');
      await dispatch();
      const announced = async () =>
        (await run((tx) => listMails(tx, { about: 'policy_announced', limit: 1_000 }))).items;
      assert.deepEqual(await announced(), [], 'the first version is no news to anybody');
      const told = signedUp - 1;
      clock.moveTo(clock.now().add({ hours: 1 }));
      await run(async (tx) => {
        const inForceFrom = Temporal.PlainDate.from('2022-12-01');
        const { id } = await draftVersion(tx, context, { inForceFrom, parameters: { quarantineDays: 40 } });
        await publishVersion(tx, context, id);
      });
      await newCustomer('en');
      await dispatch();
      const mails = await announced();
      assert.equal(mails.length, told);
      assert.deepEqual(await mailsTo(closed), []);
      assert.equal(
        mails.find(({ language }) => language === 'en')?.subject,
        'Our cancellation and refund policy changes on 1 December 2022',
      );
    });
  });
});
