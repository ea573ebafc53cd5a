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

export const voiceMoves: readonly Move[] = [
  {
    verb: 'forward',
    weight: 8,
    order: (town, dice, past) => ({ number: boughtNumber(town, dice, past), to: dice.pick(targets) }),
  },
  {
    verb: 'call',
    weight: 12,
    named: true,
    order: (town, dice, past) => ({
      number: boughtNumber(town, dice, past),
      from: '+441632960001',
      seconds: dice.pick([1, 59, 60, 61, 600, 7_000]),
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
