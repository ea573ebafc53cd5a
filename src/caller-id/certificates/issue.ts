import { customerById } from '#customers';
import { lockWallets } from '#ledger';
import type { HeldNumber } from '#numbers';
import { dateAt, type RecordedEvent, type Tx } from '#platform';
import { today, type Context } from '#policy';
import { unknownCertificate } from '../errors.ts';
import { workingRental } from '../working-rental.ts';
import type { Certificate } from './certificate.ts';
import { newCode, readCode } from './code.ts';
import { insertCertificate, revokeCode, revokeOfRental, selectCertificate } from './store.ts';

/**
 * Certifies that the customer holds a number that works, under the customer's name and in their language, as of today.
 * @refuses numbers.not_yours, numbers.registering, numbers.quarantined, wallet.frozen
 * @source POLICY S4
 */
export const issueCertificate = async (tx: Tx, context: Context, held: HeldNumber): Promise<Certificate> => {
  const { customerId, e164 } = held;
  // A number is cancelled under this lock: there is no certificate of one that is being lost.
  await lockWallets(tx, [customerId]);
  const { id: rentalId, heldSince } = await workingRental(tx, held);
  const { name: holder, language } = await customerById(tx, customerId);
  const { operator, clock } = context;
  return insertCertificate(tx, {
    code: newCode(),
    customerId,
    rentalId,
    e164,
    holder,
    heldSince: dateAt(heldSince, operator.timeZone),
    operator: operator.name,
    language,
    issuedAt: clock.now(),
    issuedOn: today(context),
  });
};

/** Revokes one of the customer's certificates, for good. @refuses caller_id.unknown_certificate */
export const revokeCertificate = async (
  tx: Tx,
  context: Context,
  order: { readonly code: string; readonly customerId?: string | undefined },
): Promise<void> => {
  const code = readCode(order.code);
  const found = code === null ? undefined : await selectCertificate(tx, code);
  if (found === undefined || (order.customerId !== undefined && found.customerId !== order.customerId))
    throw unknownCertificate({});
  await revokeCode(tx, found.code, { at: context.clock.now(), because: 'by_holder' });
};

/**
 * Heard that a number was cancelled (numbers.quarantined) or is gone (numbers.dismissed): its certificates are revoked as of then. A number that is
 * restored gets a new one.
 * @source POLICY S4
 */
export const revokeOfLostNumber = (
  tx: Tx,
  _context: Context,
  { payload, occurredAt }: RecordedEvent,
): Promise<void> =>
  revokeOfRental(tx, BigInt(String(payload['rentalId'])), { at: occurredAt, because: 'number_cancelled' });
