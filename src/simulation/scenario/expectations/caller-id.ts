import { z } from 'zod';
import { checkCertificate, verificationById } from '#caller-id';
import { known } from '../names.ts';
import { expectation, name } from '../word.ts';

/** What came of a code that was awaited; `code` is the newest, `none` where none was found. */
export const verification = expectation(
  z.strictObject({
    verification: name,
    state: z.enum(['awaited', 'caught', 'expired', 'closed']).optional(),
    code: name.optional(),
  }),
  async (world, expected) => {
    const verificationId = known(world.verifications, expected.verification, 'verification');
    const { state, caught } = await world.inTransaction((tx) =>
      verificationById(tx, world.context, { verificationId }),
    );
    return { state, code: caught[0]?.code ?? 'none' };
  },
);

/** What anybody learns who checks it. */
export const certificate = expectation(
  z.strictObject({ certificate: name, state: z.enum(['valid', 'suspended', 'revoked']).optional() }),
  async (world, expected) => {
    const code = known(world.certificates, expected.certificate, 'certificate');
    const { state } = await world.inTransaction((tx) => checkCertificate(tx, { code }));
    return { state };
  },
);
