import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { describe, it, type TestContext } from 'node:test';
import { languages } from '#platform';
import { decideRefund, type CreditFacts, type Decision, type Operator, type PaymentFacts } from '#policy';
import { composeMail } from './compose.ts';
import { changesInWords } from './testing/changes-in-words.ts';
import { mails, type MailAbout, type MailData } from './index.ts';
import { paymentSituations } from './testing/payment-situations.ts';
import { fraudSituations, frozenNumbers } from './testing/fraud-situations.ts';
import { disruptionsDecided } from './testing/disruptions.ts';
import * as registrations from './testing/registrations.ts';
import { serviceSituations } from './testing/service-situations.ts';

const operator: Operator = {
  name: 'Lantern Numbers',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  supportEmail: 'help@lantern.example',
};
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const cents = (amount: number): bigint => BigInt(amount) * 10_000n;
const page = 'https://numbers.example/numbers/+390612345678';
const topUp = 'https://numbers.example/top-up';

const payment = (id: string, over: Partial<PaymentFacts>): PaymentFacts => ({
  id,
  processor: 'paypal',
  amountMicros: cents(2000),
  feeMicros: cents(103),
  paidBackMicros: 0n,
  paidBackFeeFreeMicros: 0n,
  feeRetainedMicros: 0n,
  succeededAt: Temporal.Instant.from('2022-03-10T23:30:00Z'),
  disputed: false,
  ...over,
});

const policy: CreditFacts['policy'] = {
  versionId: 1,
  retainedFees: 'whole',
  refundableDays: { paypal: 180, card: null, bank: null },
};
const common = { policy, currency: 'EUR', timeZone: 'Europe/Rome', today: day('2022-04-11') } as const;

const credit = (payments: readonly PaymentFacts[], parts: readonly [string | null, number][]): Decision =>
  decideRefund({
    ...common,
    subject: 'credit',
    destination: 'payments',
    requestedMicros: null,
    payments,
    parts: parts.map(([paymentId, amount], index) => ({
      origin: paymentId === null ? 'promotion' : 'payment',
      paymentId,
      amountMicros: cents(amount),
      turn: BigInt(index),
      part: 0,
      fromPosition: BigInt(index) * cents(10_000),
    })),
  });

const rental = decideRefund({
  ...common,
  subject: 'rental',
  e164: '+390612345678',
  period: { from: day('2022-04-10'), until: day('2022-05-10'), amountMicros: cents(400) },
});

const sms = (over: Partial<MailData<'sms_received'>>): MailData<'sms_received'> => ({
  e164: '+390612345678',
  from: 'BANK',
  text: 'Your code is 123456.\nDo not tell anybody.',
  receivedAt: Temporal.PlainDateTime.from('2022-04-10T09:00'),
  state: 'whole',
  link: 'https://numbers.example/messages/1',
  ...over,
});

/** Every mail in the situations in which its text differs. */
const situations: { readonly [About in MailAbout]: Readonly<Record<string, MailData<About>>> } = {
  renewal_due_soon: {
    'its renewal is off, 14 days before': {
      e164: '+390612345678',
      paidUntil: day('2022-04-10'),
      daysLeft: 14,
      reason: 'renewal_off',
      priceMicros: cents(400),
      creditMicros: cents(1250),
      restorableUntil: day('2022-05-14'),
      link: page,
    },
    'too little credit, on the last day': {
      e164: '+34910000001',
      paidUntil: day('2022-05-12'),
      daysLeft: 1,
      reason: 'no_credit',
      priceMicros: cents(300),
      creditMicros: cents(150),
      restorableUntil: day('2022-06-15'),
      link: topUp,
    },
  },
  number_quarantined: {
    'its renewal was stopped': {
      e164: '+390612345678',
      paidUntil: day('2022-04-10'),
      quarantinedOn: day('2022-04-10'),
      restorableUntil: day('2022-05-14'),
      reason: 'renewal_off',
      priceMicros: cents(400),
      creditMicros: cents(0),
      link: page,
    },
    'too little credit, and the system was nine days late': {
      e164: '+34910000001',
      paidUntil: day('2022-04-08'),
      quarantinedOn: day('2022-04-17'),
      restorableUntil: day('2022-05-21'),
      reason: 'no_credit',
      priceMicros: cents(300),
      creditMicros: cents(150),
      link: topUp,
    },
    'its account is frozen': frozenNumbers.quarantined,
  },
  quarantine_reminder: {
    'seven days after, restored only on request': {
      e164: '+390612345678',
      restorableUntil: day('2022-05-14'),
      daysLeft: 27,
      reason: 'renewal_off',
      priceMicros: cents(400),
      creditMicros: cents(0),
      link: page,
    },
    'the last day, restored by credit': {
      e164: '+34910000001',
      restorableUntil: day('2022-05-12'),
      daysLeft: 1,
      reason: 'no_credit',
      priceMicros: cents(600),
      creditMicros: cents(150),
      link: topUp,
    },
    'its account is frozen': frozenNumbers.reminded,
  },
  number_restored: {
    'by its holder': {
      e164: '+390612345678',
      paidUntil: day('2022-06-10'),
      paidMicros: cents(800),
      creditMicros: cents(0),
      by: 'customer',
      link: page,
    },
    'by credit that arrived': {
      e164: '+34910000001',
      paidUntil: day('2022-06-09'),
      paidMicros: cents(300),
      creditMicros: cents(1200),
      by: 'credit',
      link: page,
    },
  },
  number_dismissed: {
    'after 34 days': {
      e164: '+390612345678',
      dismissedOn: day('2022-05-14'),
      link: 'https://numbers.example/catalogue/it/rome',
    },
  },
  sms_received: {
    'from a bank': sms({}),
    'from a number, with parts missing': sms({
      from: '+441632960001',
      text: 'Dear […]\nyours',
      state: 'gaps',
    }),
    'on the 8th, and now whole': sms({
      receivedAt: Temporal.PlainDateTime.from('2022-04-08T17:05'),
      state: 'filled',
    }),
  },
  refund_decided: {
    'leaving: example C of the policy': {
      decision: credit([payment('p1', { amountMicros: cents(5000), feeMicros: cents(205) })], [['p1', 4000]]),
      link: 'https://numbers.example/refunds/r1',
    },
    'partly: promotional credit stays, an old payment is paid by hand': {
      decision: credit(
        [
          payment('p1', { succeededAt: Temporal.Instant.from('2021-06-08T10:00:00Z') }),
          payment('p2', { processor: 'bank', feeMicros: 0n }),
        ],
        [
          ['p1', 1800],
          [null, 500],
          ['p2', 2000],
        ],
      ),
      link: 'https://numbers.example/refunds/r2',
    },
    'refused: a rental that is under way': { decision: rental, link: 'https://numbers.example/refunds/r3' },
    ...registrations.pricesDecided,
    ...disruptionsDecided,
  },
  ...paymentSituations,
  ...fraudSituations,
  registration_missing: registrations.registrationMissing,
  registration_approved: registrations.registrationApproved,
  number_released: registrations.numberReleased,
  price_announced: {
    'dearer from May': {
      e164: '+390612345678',
      monthlyMicros: cents(450),
      appliesFrom: day('2022-05-11'),
      link: page,
    },
  },
  policy_announced: {
    'a new version': {
      inForceFrom: day('2022-07-01'),
      changes: changesInWords({ quarantineDays: 20, retainedFees: 'proportional' }),
      link: 'https://numbers.example/policy/2',
    },
  },
  ...serviceSituations,
  email_verification: {
    'a new user': { url: 'https://numbers.example/v1/auth/verify-email?token=abc', validHours: 24 },
  },
  webhook_disabled: {
    'everything failed for days': {
      url: 'https://shop.example/hook',
      because: 'failing',
      failingSince: day('2022-04-10'),
      link: 'https://numbers.example/webhooks/w1',
    },
    'it is gone': {
      url: 'https://shop.example/hook',
      because: 'gone',
      failingSince: day('2022-04-10'),
      link: 'https://numbers.example/webhooks/w1',
    },
  },
  password_reset: {
    'a forgotten one': { url: 'https://numbers.example/v1/auth/reset-password/abc', validHours: 1 },
  },
};

const written = (about: MailAbout): string =>
  Object.entries(situations[about])
    .flatMap(([situation, data]) =>
      languages.map((language) => {
        const { subject, body } = composeMail(operator, language, {
          about,
          name: 'Ada',
          data: data as never,
        });
        return `=== ${about} · ${situation} · ${language} ===\n\nSubject: ${subject}\n\n${body}\n`;
      }),
    )
    .join('\n\n');

describe('the mails', () => {
  for (const about of Object.keys(mails) as MailAbout[]) {
    it(`about ${about} read as their committed text, in every language`, (t: TestContext) => {
      const file = fileURLToPath(new URL(`${about.replaceAll('_', '-')}.snap.txt`, import.meta.url));
      t.assert.fileSnapshot(written(about), file, { serializers: [String] });
    });
  }

  it('never hold what was not filled in, and always hold their link', () => {
    for (const about of Object.keys(mails) as MailAbout[]) {
      const text = written(about);
      assert.doesNotMatch(text, /\b(?:undefined|null|NaN|Infinity)\b|\[object|Invalid/, about);
      const texts = text.split('\n=== ').length;
      assert.equal(text.match(/https:\/\/numbers\.example\/\S+/g)?.length, texts, about);
    }
  });

  it('differ between languages in every paragraph that is not a link, a quotation or a signature', () => {
    for (const about of Object.keys(mails) as MailAbout[]) {
      const [data] = Object.values(situations[about]);
      const paragraphs = languages.flatMap((language) =>
        composeMail(operator, language, { about, name: 'Ada', data: data as never })
          .body.split('\n\n')
          .filter((paragraph) => !/^(?:https:|>)/.test(paragraph) && !paragraph.startsWith(operator.name)),
      );
      assert.equal(new Set(paragraphs).size, paragraphs.length, about);
    }
  });
});
