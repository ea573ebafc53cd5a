// In which situations the mails about payments are shown and tested.
import type { MailAbout, MailData } from '../index.ts';

type Situations<About extends MailAbout> = {
  readonly [Name in About]: Readonly<Record<string, MailData<Name>>>;
};

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const cents = (amount: number): bigint => BigInt(amount) * 10_000n;
const topUp = 'https://numbers.example/top-up';

type Abouts =
  | 'payer_wanted'
  | 'automatic_payment_failed'
  | 'automatic_payment_ended'
  | 'automatic_top_up_stopped'
  | 'dispute_opened'
  | 'dispute_won'
  | 'dispute_lost';

const link = 'https://numbers.example/automatic-payments/a1';

export const paymentSituations: Situations<Abouts> = {
  payer_wanted: {
    'of a monthly payment': {
      processor: 'card',
      amountMicros: cents(1000),
      purpose: 'monthly',
      link: 'https://numbers.example/checkout/cs_1',
    },
    'of a top-up': {
      processor: 'paypal',
      amountMicros: cents(2500),
      purpose: 'top_up',
      link: 'https://numbers.example/checkout/cs_1',
    },
  },
  automatic_payment_failed: {
    'tried again tomorrow': {
      processor: 'card',
      amountMicros: cents(1000),
      retryOn: day('2022-04-08'),
      link,
    },
  },
  automatic_payment_ended: {
    'by the customer, at a bank': {
      processor: 'bank',
      amountMicros: cents(1000),
      endedBy: 'customer',
      link,
    },
    'by the payer': { processor: 'paypal', amountMicros: cents(1000), endedBy: 'payer', link },
    'given up': { processor: 'card', amountMicros: cents(1000), endedBy: 'failed', link },
    'no longer sent': { processor: 'bank', amountMicros: cents(1000), endedBy: 'stopped', link },
  },
  automatic_top_up_stopped: {
    'some credit is left': { creditMicros: cents(230), link: topUp },
  },
  dispute_opened: {
    'some of it is left': {
      processor: 'paypal',
      paidOn: day('2022-03-11'),
      disputedMicros: cents(2000),
      heldMicros: cents(1250),
      link: 'https://numbers.example/payments/p1',
    },
    'nothing of it is left': {
      processor: 'bank',
      paidOn: day('2022-03-10'),
      disputedMicros: cents(2000),
      heldMicros: 0n,
      link: 'https://numbers.example/payments/p1',
    },
  },
  dispute_won: {
    'as before': {
      processor: 'card',
      paidOn: day('2022-03-10'),
      creditMicros: cents(2000),
      link: 'https://numbers.example/payments/p1',
    },
  },
  dispute_lost: {
    'with a debt': {
      processor: 'card',
      paidOn: day('2022-03-08'),
      takenMicros: cents(950),
      owedMicros: cents(250),
      debtMicros: cents(250),
      link: topUp,
    },
    'without a debt': {
      processor: 'paypal',
      paidOn: day('2022-03-10'),
      takenMicros: cents(2000),
      owedMicros: 0n,
      debtMicros: 0n,
      link: 'https://numbers.example/payments/p1',
    },
  },
};
