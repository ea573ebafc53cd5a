// A forwarding plan as it is written and read at the doors: in requests, answers and stories.
import { z } from 'zod';
import { defaultChannels, defaultRingSeconds, readTarget, type Plan, type Target } from '#voice';

export const target = z
  .string()
  .min(1)
  .max(400)
  .meta({
    description: 'A SIP address, a phone number in E.164, or `service:` and the name of a service',
    examples: ['sip:ada@sip.example.net'],
  });
const minuteOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
  .meta({ description: 'Local time of the customer', examples: ['09:00'] });

const step = z.strictObject({
  ringSeconds: z
    .int()
    .min(5)
    .max(120)
    .default(defaultRingSeconds)
    .meta({ description: 'How long it rings before the next step' }),
  targets: z
    .array(target)
    .min(1)
    .max(8)
    .meta({ description: 'They ring at once. A phone number, which is charged, rings alone.' }),
});
export const rule = z.strictObject({
  days: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .nullable()
    .default(null)
    .meta({ description: 'ISO days of the week, 1 is Monday; null: every day', examples: [[1, 2, 3, 4, 5]] }),
  hours: z
    .strictObject({ from: minuteOfDay, until: minuteOfDay })
    .nullable()
    .default(null)
    .meta({ description: 'Until is exclusive; before `from` it is on the following day. null: all day' }),
  steps: z.array(step).min(1).max(10).meta({ description: 'Tried one after the other' }),
});

export const planFields = {
  channels: z.int().min(1).max(100).default(defaultChannels).meta({ description: 'How many calls at once' }),
  rules: z
    .array(rule)
    .max(20)
    .meta({ description: 'The first whose hours contain the moment of the call counts; none: no calls' }),
};

const plan = z.strictObject(planFields);

/** As the domain has it: days once and in order, hours in minutes. @refuses voice.invalid_target */
export const planIn = ({ channels, rules }: z.output<typeof plan>): Plan => ({
  channels,
  rules: rules.map(({ days, hours, steps }) => ({
    days: days === null ? null : [...new Set(days)].toSorted((a, b) => a - b),
    minutes: hours === null ? null : { from: minutesOf(hours.from), until: minutesOf(hours.until) },
    steps: steps.map(({ ringSeconds, targets }) => ({ ringSeconds, targets: targets.map(targetIn) })),
  })),
});

const minutesOf = (text: string): number => {
  const [hour, minute] = text.split(':').map(Number);
  return hour! * 60 + minute!;
};

const targetIn = (text: string): Target =>
  text.startsWith('service:') ? { kind: 'service', target: text.slice('service:'.length) } : readTarget(text);

export const targetOut = ({ kind, target: to }: Target): string =>
  kind === 'service' ? `service:${to}` : to;

const timeOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** As `planIn` reads it. */
export const planOut = ({ channels, rules }: Plan) => ({
  channels,
  rules: rules.map(({ days, minutes, steps }) => ({
    days: days === null ? null : [...days],
    hours: minutes === null ? null : { from: timeOf(minutes.from), until: timeOf(minutes.until) },
    steps: steps.map(({ ringSeconds, targets }) => ({ ringSeconds, targets: targets.map(targetOut) })),
  })),
});
