// In which situations the mails about services that end are shown and tested.
import { usualRecommendation, writeAnnouncement } from '#suppliers';
import type { MailAbout, MailData } from '../index.ts';

type Situations<About extends MailAbout> = {
  readonly [Name in About]: Readonly<Record<string, MailData<Name>>>;
};

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const phoneSystem = { titles: { en: 'Phone system', es: 'Centralita', it: 'Centralino' } };
const endingService = {
  ...phoneSystem,
  lastDay: day('2022-12-31'),
  announcement: writeAnnouncement(phoneSystem, {
    closedFrom: day('2022-07-01'),
    lastDay: day('2022-12-31'),
  }),
  instead: usualRecommendation,
  e164s: ['+390612345678'],
  providers: [
    { name: 'Linphone', site: 'https://www.linphone.org' },
    { name: 'SIP2SIP', site: 'https://sip2sip.info' },
  ],
  link: 'https://numbers.example/services/phone-system',
};

export const serviceSituations: Situations<'sunset_announced' | 'sunset_reminder'> = {
  sunset_announced: {
    'one number': { ...endingService, isCorrected: false },
    'several numbers, in words of the operator, and no provider to recommend': {
      ...endingService,
      announcement: {
        en: 'We have been told that the phone system ends.',
        es: 'Nos han comunicado que la centralita termina.',
        it: 'Ci è stato comunicato che il centralino finisce.',
      },
      e164s: ['+390612345678', '+34910000001', '+441312107188'],
      providers: [],
      isCorrected: false,
    },
    'its end was moved': {
      ...endingService,
      lastDay: day('2023-01-11'),
      announcement: writeAnnouncement(phoneSystem, {
        closedFrom: day('2022-07-01'),
        lastDay: day('2023-01-11'),
      }),
      isCorrected: true,
    },
  },
  sunset_reminder: {
    '90 days before': { ...endingService, daysLeft: 90 },
    'its last day, more numbers than are listed': {
      ...endingService,
      e164s: Array.from({ length: 22 }, (_, index) => `+3906123456${10 + index}`),
      daysLeft: 1,
    },
  },
};
