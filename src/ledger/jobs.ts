import type { Context } from '#policy';
import type { DueTask } from '#platform';
import { expireHolds } from './expire-holds.ts';
import { sealJournals } from './seal.ts';
import { nextHoldExpiry } from './store/holds.ts';
import { nextSealing } from './store/seals.ts';

/** Sets free the holds whose time is over. */
const holdExpiry: DueTask<Context> = {
  name: 'ledger.hold_expiry',
  nextDue: nextHoldExpiry,
  run: expireHolds,
};

// A block a minute at most: a block for every journal would be as many blocks as journals.
const unsealedSeconds = 60;

/** Seals the journals of the last minute. */
const sealing: DueTask<Context> = {
  name: 'ledger.sealing',
  housekeeping: true,
  nextDue: nextSealing(unsealedSeconds),
  run: sealJournals,
};

/** The ledger's background work. */
export const tasks: readonly DueTask<Context>[] = [holdExpiry, sealing];
