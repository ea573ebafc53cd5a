import { z } from 'zod';
import { listRegistrations, reviewRegistration } from '#compliance';
import type { Tx } from '#platform';
import { handInEverything } from '../hand-in.ts';
import { asCustomer, customerNamed, holderOf, UnknownName } from '../names.ts';
import { e164, word } from '../word.ts';

/** The newest registration of a number: what staff and its holder mean by it. */
const registrationOf = async (tx: Tx, number: string): Promise<string> => {
  const { items } = await listRegistrations(tx, { e164: number, limit: 1 });
  if (items[0] === undefined) throw new UnknownName(`${number} needs no registration`);
  return items[0].id;
};

export const submitDocuments = word(z.strictObject({ number: e164 }), async ({ world }, { number }) => {
  const holder = await holderOf(world, number);
  const customerId = customerNamed(world, holder);
  await world.inTransaction(async (tx) =>
    handInEverything(tx, asCustomer(world, holder), world.app.vault, {
      customerId,
      id: await registrationOf(tx, number),
    }),
  );
});

export const reviewDocuments = word(
  z.strictObject({
    number: e164,
    verdict: z.enum(['approved', 'rejected']),
    final: z.boolean().default(false),
  }),
  async ({ world }, { number, verdict, final }) => {
    await world.inTransaction(async (tx) =>
      reviewRegistration(
        tx,
        { ...world.context, actor: 'staff:a reviewer of the story' },
        {
          id: await registrationOf(tx, number),
          verdict,
          final,
          reasons: verdict === 'rejected' ? [{ reason: 'illegible', document: 'identity_document' }] : [],
        },
      ),
    );
  },
);
