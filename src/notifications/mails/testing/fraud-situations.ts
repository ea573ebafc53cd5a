import type { WaitsForStaff } from '../waits-for-staff.ts';
import type { AccountFrozen } from '../account-frozen.ts';
import type { AccountReleased } from '../account-released.ts';
import type { AppealRejected } from '../appeal-rejected.ts';
import type { FundsForfeited } from '../funds-forfeited.ts';
import type { NumberQuarantined } from '../number-quarantined.ts';
import type { QuarantineReminder } from '../quarantine-reminder.ts';

// The situations in which the mails about a frozen account differ.

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const cents = (amount: number): bigint => BigInt(amount) * 10_000n;

type Situations<Data> = Readonly<Record<string, Data>>;

export const fraudSituations: {
  readonly account_frozen: Situations<AccountFrozen>;
  readonly funds_forfeited: Situations<FundsForfeited>;
  readonly account_released: Situations<AccountReleased>;
  readonly appeal_rejected: Situations<AppealRejected>;
  readonly waits_for_staff: Situations<WaitsForStaff>;
} = {
  waits_for_staff: {
    'a case that a signal proposed': {
      what: 'case',
      customer: { name: 'Mallory', email: 'mallory@example.net' },
      text: '14 top-ups within 2 hours; from 10 on, a case is proposed.',
      link: 'https://numbers.example/fraud/cases/c1',
    },
    'an appeal': {
      what: 'appeal',
      customer: { name: 'Ada', email: 'ada@example.com' },
      text: 'The cards are mine.\nI can show them.',
      link: 'https://numbers.example/fraud/cases/c1',
    },
    'a dispute, with no reason given': {
      what: 'dispute',
      customer: { name: 'Ada', email: 'ada@example.com' },
      text: null,
      link: 'https://numbers.example/payments/p1',
    },
  },
  appeal_rejected: {
    'with its reason': {
      decidedOn: day('2022-05-08'),
      // Staff write in one language.
      reason: 'Mastercard 4242 · Visa 1881',
      link: 'https://numbers.example/freeze',
    },
  },
  account_frozen: {
    'with credit and numbers': {
      frozenOn: day('2022-04-11'),
      creditMicros: cents(4600),
      suspended: 2,
      link: 'https://numbers.example/freeze',
    },
    'without a number': {
      frozenOn: day('2022-05-03'),
      creditMicros: cents(1000),
      suspended: 0,
      link: 'https://numbers.example/freeze',
    },
  },
  funds_forfeited: {
    'with credit': {
      confirmedOn: day('2022-04-12'),
      forfeitedMicros: cents(4600),
      link: 'https://numbers.example/freeze',
    },
    'without credit': {
      confirmedOn: day('2022-04-08'),
      forfeitedMicros: 0n,
      link: 'https://numbers.example/freeze',
    },
  },
  account_released: {
    'the case was dismissed': {
      releasedOn: day('2022-04-11'),
      because: 'dismissed',
      creditMicros: cents(4600),
      link: 'https://numbers.example/numbers/+390612345678',
    },
    'an appeal was upheld': {
      releasedOn: day('2022-05-20'),
      because: 'upheld',
      creditMicros: cents(4600),
      link: 'https://numbers.example/numbers/+390612345678',
    },
  },
};

/** Numbers in quarantine of an account that is frozen. */
export const frozenNumbers: {
  readonly quarantined: NumberQuarantined;
  readonly reminded: QuarantineReminder;
} = {
  quarantined: {
    e164: '+390612345678',
    paidUntil: day('2022-04-10'),
    quarantinedOn: day('2022-04-10'),
    restorableUntil: day('2022-05-14'),
    reason: 'frozen',
    priceMicros: cents(400),
    creditMicros: cents(0),
    link: 'https://numbers.example/freeze',
  },
  reminded: {
    e164: '+390612345678',
    restorableUntil: day('2022-05-14'),
    daysLeft: 27,
    reason: 'frozen',
    priceMicros: cents(400),
    creditMicros: cents(0),
    link: 'https://numbers.example/freeze',
  },
};
