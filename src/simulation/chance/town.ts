import { parametersSchema, type PolicyParameters } from '#policy';
import type { z } from 'zod';
import { headSchema, type Story } from '../scenario/story.ts';
import type { Dice } from './dice.ts';

/** A number that is for sale in a simulated town. */
export interface TownNumber {
  readonly number: string;
  readonly country: string;
  readonly city: string;
  readonly monthly: string;
  readonly setup: string;
  readonly registration: boolean;
}

/**
 * What a simulation is about: a story without steps, and what its moves are made of. What happens is decided without looking at what
 * came of it, so that a part of a story is a story too.
 */
export interface Town {
  readonly head: Omit<Story, 'steps'>;
  readonly customers: readonly string[];
  readonly numbers: readonly TownNumber[];
}

const places = [
  { country: 'IT', city: 'Rome', prefix: '+3906' },
  { country: 'IT', city: 'Milan', prefix: '+3902' },
  { country: 'ES', city: 'Madrid', prefix: '+3491' },
] as const;

const start = '2022-01-29T09:00';

/** A town of its own for every seed: prices, fees and a policy as they may be. */
export const foundTown = (dice: Dice, customers: number): Town => {
  const numbers = Array.from({ length: 2 * customers + 2 }, (_, index): TownNumber => {
    const { country, city, prefix } = dice.pick(places);
    return {
      number: `${prefix}${1_000_000 + index}`,
      country,
      city,
      monthly: dice.pick(['4.00', '3.00', '2.50', '6.99', '0.07']),
      setup: dice.pick(['0.00', '0.00', '0.00', '5.00', '1.25']),
      registration: dice.happens(0.15),
    };
  });
  return {
    numbers,
    customers: Array.from({ length: customers }, (_, index) => `c${index + 1}`),
    head: headOf({
      title: 'A story of chance',
      operator: {
        timeZone: dice.pick(['Europe/Rome', 'Europe/Rome', 'America/New_York', 'Pacific/Auckland']),
        policy: policyOf(dice),
      },
      fees: {
        paypal: { percent: dice.pick(['3.4', '2.9']), fixed: dice.pick(['0.35', '0.05']) },
        card: { percent: '1.5', fixed: '0.25' },
        bank: { percent: '0', fixed: '0' },
      },
      numbers: [...numbers],
      rates: [
        { prefix: '+39', perMinute: '0.0120', increment: 60 },
        { prefix: '+3934', perMinute: '0.0500', increment: 30 },
        { prefix: '+1', perMinute: '0.0071', increment: 1 },
      ],
      start,
    }),
  };
};

/** As the reader of scenarios completes it. */
const headOf = (head: Omit<z.input<typeof headSchema>, 'story'>): Town['head'] => {
  const { story: _, ...complete } = headSchema.parse({ ...head, story: [{}] });
  return complete;
};

const policyOf = (dice: Dice): PolicyParameters => {
  const quarantineDays = dice.pick([34, 34, 10, 3]);
  return parametersSchema.parse({
    quarantineDays,
    quarantineReminderDays: [1, 2, 7, 20, 30, 33].filter((day) => day < quarantineDays),
    retainedFees: dice.pick(['whole', 'proportional']),
    resaleAfterDays: dice.pick([null, null, 5]),
    registrationDays: dice.pick([30, 7]),
  });
};
