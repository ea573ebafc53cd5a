import { z } from 'zod';
import { awaitCode as beginToCatch, issueCertificate } from '#caller-id';
import { asCustomer, customerNamed, holderOf } from '../names.ts';
import { e164, name, word } from '../word.ts';

/** The holder says that a provider is about to send a code to the number. */
export const awaitCode = word(
  z.strictObject({ number: e164, provider: name.optional() }),
  async ({ world, name: called }, { number, provider = null }) => {
    const holder = await holderOf(world, number);
    const customerId = customerNamed(world, holder);
    const { id } = await world.inTransaction((tx) =>
      beginToCatch(tx, asCustomer(world, holder), {
        customerId,
        e164: number,
        provider,
        catchesCalls: false,
      }),
    );
    if (called !== undefined) world.verifications.set(called, id);
  },
);

/** The holder has it certified, as of today, that the number is theirs. */
export const certify = word(z.strictObject({ number: e164 }), async ({ world, name: called }, { number }) => {
  const holder = await holderOf(world, number);
  const customerId = customerNamed(world, holder);
  const { code } = await world.inTransaction((tx) =>
    issueCertificate(tx, asCustomer(world, holder), { customerId, e164: number }),
  );
  if (called !== undefined) world.certificates.set(called, code);
});
