import type { Database, DueTask } from '#platform';
import type { Context } from '#policy';
import type { Processors } from './adapters/processor.ts';
import { sandboxTask } from './adapters/sandbox/deliver.ts';
import { sandboxesAmong } from './adapters/sandbox/index.ts';
import { askForPayments } from './ask-for-payments.ts';
import { askForPayouts } from './ask-for-payouts.ts';
import { askPayers } from './automatic/ask-payers.ts';
import { followMethods } from './automatic/follow-methods.ts';
import { nextAutomaticDue } from './automatic/store/automatic-payments.ts';
import { nextMethodCheck } from './automatic/store/methods.ts';
import { nextTopUpDue } from './automatic/store/top-ups.ts';
import { topUpBelow } from './automatic/top-up-below.ts';
import { askAboutDisputes } from './disputes/ask-about-disputes.ts';
import { nextDisputeCheck } from './disputes/store.ts';
import { handleEvents } from './receive-event.ts';
import { nextEventDue } from './store/inbox.ts';
import { nextPaymentCheck } from './store/payments.ts';
import { nextPayoutCheckDue } from './store/payouts.ts';

/**
 * The background work of payments, in its order: what happens at the sandbox, where there is one; webhooks;
 * what is paid by itself; money that arrives; disputes; money that goes back. A processor that is not set up is treated as one that cannot be
 * reached.
 */
export const paymentTasks = (processors: Partial<Processors>): readonly DueTask<Context>[] => {
  const sandboxes = sandboxesAmong(processors);
  return [
    ...(Object.keys(sandboxes).length > 0 ? [sandboxTask(sandboxes)] : []),
    {
      name: 'payments.inbox',
      nextDue: nextEventDue,
      run: (db, context) => handleEvents(db, context, processors),
    },
    // What a standing order brought, and what is asked for today, arrives before anything is renewed.
    {
      name: 'payments.methods',
      nextDue: nextMethodCheck,
      run: (db, context) => followMethods(db, context, processors),
    },
    { name: 'payments.automatic', nextDue: nextAutomaticDue, run: askPayers },
    { name: 'payments.top_ups', nextDue: nextTopUpDue, run: topUpBelow },
    {
      name: 'payments.arrivals',
      nextDue: nextPaymentCheck,
      run: (db, context) => askForPayments(db, context, processors),
    },
    {
      name: 'payments.disputes',
      nextDue: nextDisputeCheck,
      run: (db, context) => askAboutDisputes(db, context, processors),
    },
    {
      name: 'payments.payouts',
      nextDue: nextPayoutCheckDue,
      run: (db, context) => askForPayouts(db, context, processors),
    },
  ];
};

const mostRounds = 100;

/**
 * Does what is due of payments at the present instant, until nothing is: a top-up of the sandbox has then
 * arrived.
 */
export const settlePayments = async (
  db: Database,
  context: Context,
  processors: Partial<Processors>,
): Promise<void> => {
  const tasks = paymentTasks(processors);
  for (let round = 0; round < mostRounds; round += 1) {
    let count = 0;
    for (const task of tasks) count += await task.run(db, context);
    if (count === 0) return;
  }
  throw new Error(`payments found something to do ${mostRounds} times at ${context.clock.now()}`);
};
