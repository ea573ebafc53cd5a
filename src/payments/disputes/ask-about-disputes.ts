import { inTransaction, type Database } from '#platform';
import type { Context } from '#policy';
import { processorOf, type Processors } from '../adapters/processor.ts';
import { askAll } from '../ask.ts';
import { nextCheck } from '../rules.ts';
import { recordDispute } from './record-dispute.ts';
import { claimDisputes, postponeDispute } from './store.ts';

/** Reads the disputes of which a webhook spoke, and those of which something is left to do. */
export const askAboutDisputes = (
  db: Database,
  context: Context,
  processors: Partial<Processors>,
): Promise<number> =>
  askAll(db, context, {
    claim: claimDisputes,
    postpone: postponeDispute,
    ask: async (row, leaseUntil) => {
      const { id, processor, reference, checks } = row;
      const seen = await processorOf(processors, processor).fetchDispute({ reference });
      if (seen === null) throw new Error(`${processor} does not know the dispute ${reference}`);
      await inTransaction(db, async (tx) => {
        const isUnfinished = await recordDispute(tx, context, { id, processor }, seen);
        const at = isUnfinished ? nextCheck(context.clock.now(), checks) : null;
        await postponeDispute(tx, id, leaseUntil, at);
      });
    },
  });
