import { z } from 'zod';
import { countMessages } from '#messaging';
import { customerNamed } from '../names.ts';
import { expectation, name } from '../word.ts';

/** How many SMS a customer has received in the story so far. */
export const sms = expectation(
  z.strictObject({ sms: name, count: z.int().min(0).optional() }),
  async (world, expected) => ({
    count: await world.inTransaction((tx) => countMessages(tx, customerNamed(world, expected.sms))),
  }),
);
