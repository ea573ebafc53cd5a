import { z } from 'zod';
import { countMails } from '#notifications';
import { customerNamed } from '../names.ts';
import { expectation, language, name } from '../word.ts';

export const mail = expectation(
  z.strictObject({
    mail: name,
    about: name,
    count: z.int().min(0).optional(),
    language: language.optional(),
  }),
  async (world, expected) => {
    const counts = await world.inTransaction((tx) =>
      countMails(tx, customerNamed(world, expected.mail), expected.about),
    );
    return { about: expected.about, count: counts.total, language: counts.languages.join(', ') };
  },
);
