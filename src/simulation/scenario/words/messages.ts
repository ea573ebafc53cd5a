import { z } from 'zod';
import { sendFromSandbox } from '#messaging';
import { e164, word } from '../word.ts';

/** An SMS that the sandbox route delivers, a long one in parts. Who sends it: a number, a short code, or letters. */
export const sms = word(
  z.strictObject({
    number: e164,
    from: z
      .string('write the sender in quotes, for example "+441632960001" or "BANK"')
      .regex(/^(\+?\d{3,15}|[\x20-\x7e]{1,20})$/, 'is not a sender such as "+441632960001" or "BANK"'),
    text: z.string('write the text in quotes').min(1).max(10_000),
  }),
  async ({ world }, { number, from, text }) => {
    await world.inTransaction((tx) => sendFromSandbox(tx, world.context, { to: number, from, text }));
  },
);
