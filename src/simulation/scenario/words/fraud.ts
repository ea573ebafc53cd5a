import { z } from 'zod';
import {
  appeal,
  confirmCase,
  dismissCase,
  endorseCase,
  openCaseOf,
  proposeCase,
  upholdAppeal,
  type FraudCase,
} from '#fraud';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { asCustomer, customerNamed, UnknownName } from '../names.ts';
import { name, word } from '../word.ts';

/** Two members of staff, who are nobody else in a story. */
const [first, second] = ['staff:first', 'staff:second'];

export const fraud = word(
  z.strictObject({
    customer: name,
    do: z.enum(['propose', 'confirm', 'dismiss', 'upholdAppeal']),
  }),
  async ({ world }, order) => {
    const customerId = customerNamed(world, order.customer);
    const by = (actor: string): Context => ({ ...world.context, actor });
    await world.inTransaction(async (tx) => {
      if (order.do === 'propose') {
        await proposeCase(tx, by(first), { customerId, evidence: 'the story says so' });
        return;
      }
      const open = await openCaseOf(tx, customerId);
      if (open === undefined) throw new UnknownName(`no case of fraud of ${order.customer} is open`);
      const { id: caseId } = open;
      const reason = 'the story says so';
      if (order.do === 'confirm') await confirm(tx, by, open);
      else if (order.do === 'dismiss') await dismissCase(tx, by(second), { caseId, reason });
      else {
        // The customer appeals first: nobody upholds what was not asked for.
        await appeal(tx, asCustomer(world, order.customer), { customerId, text: 'It was not me.' });
        await upholdAppeal(tx, by(second), { caseId, reason });
      }
    });
  },
);

/** What a signal proposed is endorsed by one, and confirmed by the other. */
const confirm = async (
  tx: Tx,
  by: (actor: string) => Context,
  { id: caseId, endorsedBy }: FraudCase,
): Promise<void> => {
  if (endorsedBy === null) await endorseCase(tx, by(first), { caseId, text: 'the story says so' });
  await confirmCase(tx, by(second), { caseId });
};
