import { decideRefund, type Decision, type RegistrationFacts } from '#policy';
import type { MailAbout, MailData } from '../index.ts';

// The mails about registrations in the situations in which their text differs.

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const e164 = '+34910000001';
const link = 'https://numbers.example/registrations/r1';
const catalogue = 'https://numbers.example/catalogue/es/madrid';

type Situations<About extends MailAbout> = Readonly<Record<string, MailData<About>>>;

export const registrationMissing: Situations<'registration_missing'> = {
  'a week before, nothing was handed in': {
    e164,
    deadline: day('2022-03-31'),
    daysLeft: 7,
    what: {
      kind: 'missing',
      missing: [
        { requirement: 'identity', what: '', fault: 'missing' },
        { requirement: 'identity', what: 'taxNumber', fault: 'not_valid' },
        { requirement: 'address', what: 'country', fault: 'not_in_country' },
        { requirement: 'document', what: 'proof_of_address', fault: 'too_old' },
      ],
    },
    link,
  },
  'on the last day, it only has to be submitted': {
    e164,
    deadline: day('2022-03-31'),
    daysLeft: 1,
    what: { kind: 'missing', missing: [] },
    link,
  },
  'the review rejected it': {
    e164,
    deadline: day('2022-03-31'),
    daysLeft: 20,
    what: {
      kind: 'rejected',
      reasons: [{ reason: 'illegible', document: 'identity_document' }, { reason: 'name_mismatch' }],
      note: 'Page 2 is cut off.',
    },
    link,
  },
};

export const registrationApproved: Situations<'registration_approved'> = {
  'its first period begins': { e164, paidUntil: day('2022-04-05'), link },
};

export const numberReleased: Situations<'number_released'> = {
  'nothing came in time': { e164, cause: 'deadline', reasons: [], note: null, link: catalogue },
  'rejected for good': {
    e164,
    cause: 'rejected',
    reasons: [{ reason: 'not_authentic', document: 'identity_document' }],
    note: null,
    link: catalogue,
  },
  'the funds were forfeited': { e164, cause: 'forfeited', reasons: [], note: null, link: catalogue },
};

const price = (over: Partial<RegistrationFacts>): Decision =>
  decideRefund({
    subject: 'registration',
    policy: { versionId: 1, retainedFees: 'whole', refundableDays: { paypal: 180, card: null, bank: null } },
    currency: 'EUR',
    timeZone: 'Europe/Rome',
    today: day('2022-03-31'),
    destination: 'credit',
    e164,
    standing: 'waits',
    cause: 'deadline',
    parts: [
      {
        origin: 'registration',
        paymentId: 'p1',
        amountMicros: 6_000_000n,
        turn: 4n,
        part: 0,
        fromPosition: 0n,
      },
      {
        origin: 'promotion',
        paymentId: null,
        amountMicros: 2_000_000n,
        turn: 5n,
        part: 0,
        fromPosition: 0n,
      },
    ],
    payments: [
      {
        id: 'p1',
        processor: 'card',
        amountMicros: 16_000_000n,
        feeMicros: 490_000n,
        paidBackMicros: 0n,
        paidBackFeeFreeMicros: 0n,
        feeRetainedMicros: 0n,
        succeededAt: Temporal.Instant.from('2022-03-01T09:00:00Z'),
        disputed: false,
      },
    ],
    ...over,
  });

export const pricesDecided: Situations<'refund_decided'> = {
  'the price of a number that was not registered in time': { decision: price({}), link },
  'the price of a number that was given up, partly promotional': {
    decision: price({ cause: 'customer', destination: 'payments' }),
    link,
  },
};
