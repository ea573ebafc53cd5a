import { customerById } from '#customers';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import type { WaitsForStaff } from './mails/waits-for-staff.ts';
import { writeOperatorMail } from './write-mail.ts';

interface StaffTask extends Pick<WaitsForStaff, 'what' | 'text' | 'link'> {
  /** What waits, told once. */
  readonly subject: string;
  readonly customerId: string;
}

/** Something waits that only staff can decide: told at the operator's support address, where somebody reads. */
export const tellStaff = async (
  tx: Tx,
  context: Context,
  { what, subject, customerId, text, link }: StaffTask,
): Promise<void> => {
  const { name, email } = await customerById(tx, customerId);
  await writeOperatorMail(tx, context, {
    key: `waits_for_staff:${what}:${subject}`,
    about: 'waits_for_staff',
    data: { what, customer: { name, email }, text, link },
  });
};
