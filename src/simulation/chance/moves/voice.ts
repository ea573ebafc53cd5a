import type { Dice } from '../dice.ts';
import { boughtNumber, type Move } from './move.ts';

const targets = [
  'sip:ada@sip.example.net',
  'none',
  '+393471234567',
  '+390687654321',
  '+12025550143',
  '+33142685300',
  { service: 'phone-system' },
] as const;

const somePlan = (dice: Dice) => ({
  channels: dice.pick([1, 2, 4]),
  rules: [
    {
      days: dice.pick([null, [1, 2, 3, 4, 5]]),
      hours: dice.pick([null, { from: '09:00', until: '18:00' }, { from: '22:00', until: '06:00' }]),
      steps: [
        { ringSeconds: 20, targets: ['sip:ada@sip.example.net'] },
        { ringSeconds: 15, targets: ['+393471234567'] },
      ],
    },
  ],
});

export const voiceMoves: readonly Move[] = [
  {
    verb: 'forward',
    weight: 8,
    order: (town, dice, past) => {
      const number = boughtNumber(town, dice, past);
      return dice.happens(0.8) ? { number, to: dice.pick(targets) } : { number, plan: somePlan(dice) };
    },
  },
  {
    verb: 'callSettings',
    weight: 1,
    order: (town, dice) => ({
      customer: dice.pick(town.customers),
      setAsideDays: dice.pick([null, 1, 7, 60]),
      timeZone: dice.pick(['Europe/Rome', 'America/New_York', 'Pacific/Auckland']),
    }),
  },
  {
    verb: 'call',
    weight: 12,
    named: true,
    order: (town, dice, past) => ({
      number: boughtNumber(town, dice, past),
      from: '+441632960001',
      seconds: dice.pick([1, 59, 60, 61, 600, 7_000]),
      answers: dice.pick([1, 1, 1, 2, 'none']),
      meanwhile: dice.happens(0.3),
    }),
  },
  {
    verb: 'sms',
    weight: 4,
    order: (town, dice, past) => ({
      number: boughtNumber(town, dice, past),
      from: dice.pick(['+441632960001', 'BANK', '+393471234567']),
      text: dice.pick(['Your code is 123456', 'Ciao €', 'A long message. '.repeat(30)]),
    }),
  },
];
