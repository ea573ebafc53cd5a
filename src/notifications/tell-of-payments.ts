import { walletBalance } from '#ledger';
import { disputeById, paymentById } from '#payments';
import { dateAt, type Tx } from '#platform';
import type { Context, ProcessorName } from '#policy';
import {
  automaticEndedEvent,
  automaticFailedEvent,
  disputeEvent,
  payerWantedEvent,
  topUpStoppedEvent,
} from './events.ts';
import type { Tell } from './links.ts';
import { tellStaff } from './tell-staff.ts';
import { writeMail } from './write-mail.ts';

/** How the reader knows the payment: by what it was made with, and its date. */
const paymentOf = async (
  tx: Tx,
  { operator }: Context,
  paymentId: string,
): Promise<{ readonly processor: ProcessorName; readonly paidOn: Temporal.PlainDate }> => {
  const { processor, succeededAt, createdAt } = await paymentById(tx, paymentId);
  return { processor, paidOn: dateAt(succeededAt ?? createdAt, operator.timeZone) };
};

export const tellDisputeOpened: Tell = async (tx, context, links, { id, payload }) => {
  const { customerId, disputeId, paymentId } = disputeEvent.parse(payload);
  const { amountMicros, heldMicros, reason } = await disputeById(tx, disputeId);
  await writeMail(tx, context, {
    key: `dispute_opened:${disputeId}:${id}`,
    customerId,
    about: 'dispute_opened',
    data: {
      ...(await paymentOf(tx, context, paymentId)),
      disputedMicros: amountMicros,
      heldMicros,
      link: links.payment(paymentId),
    },
  });
  await tellStaff(tx, context, {
    what: 'dispute',
    subject: `${disputeId}:${id}`,
    customerId,
    text: reason,
    link: links.dispute(disputeId),
  });
};

export const tellDisputeWon: Tell = async (tx, context, links, { id, payload }) => {
  const { customerId, disputeId, paymentId } = disputeEvent.parse(payload);
  const { balanceMicros, heldMicros } = await walletBalance(tx, customerId);
  await writeMail(tx, context, {
    key: `dispute_won:${disputeId}:${id}`,
    customerId,
    about: 'dispute_won',
    data: {
      ...(await paymentOf(tx, context, paymentId)),
      creditMicros: balanceMicros - heldMicros,
      link: links.payment(paymentId),
    },
  });
};

export const tellDisputeLost: Tell = async (tx, context, links, { id, payload }) => {
  const { customerId, disputeId, paymentId } = disputeEvent.parse(payload);
  const { takenMicros, owedMicros } = await disputeById(tx, disputeId);
  const { debtMicros } = await walletBalance(tx, customerId);
  await writeMail(tx, context, {
    key: `dispute_lost:${disputeId}:${id}`,
    customerId,
    about: 'dispute_lost',
    data: {
      ...(await paymentOf(tx, context, paymentId)),
      takenMicros,
      owedMicros,
      debtMicros,
      link: debtMicros > 0n ? links.topUp : links.payment(paymentId),
    },
  });
};

export const tellPayerWanted: Tell = async (tx, context, _, { payload }) => {
  const told = payerWantedEvent.parse(payload);
  await writeMail(tx, context, {
    key: `payer_wanted:${told.paymentId}`,
    customerId: told.customerId,
    about: 'payer_wanted',
    data: {
      processor: told.processor,
      amountMicros: told.amountMicros,
      purpose: told.automaticPaymentId === null ? 'top_up' : 'monthly',
      link: told.payUrl,
    },
  });
};

export const tellAutomaticFailed: Tell = async (tx, context, links, { id, payload }) => {
  const told = automaticFailedEvent.parse(payload);
  await writeMail(tx, context, {
    key: `automatic_payment_failed:${told.automaticPaymentId}:${id}`,
    customerId: told.customerId,
    about: 'automatic_payment_failed',
    data: {
      processor: told.processor,
      amountMicros: told.amountMicros,
      retryOn: told.retryOn,
      link: links.automaticPayment(told.automaticPaymentId),
    },
  });
};

export const tellAutomaticEnded: Tell = async (tx, context, links, { payload }) => {
  const told = automaticEndedEvent.parse(payload);
  await writeMail(tx, context, {
    key: `automatic_payment_ended:${told.automaticPaymentId}`,
    customerId: told.customerId,
    about: 'automatic_payment_ended',
    data: {
      processor: told.processor,
      amountMicros: told.amountMicros,
      endedBy: told.endedBy,
      link: links.automaticPayment(told.automaticPaymentId),
    },
  });
};

export const tellTopUpStopped: Tell = async (tx, context, links, { id, payload }) => {
  const { customerId } = topUpStoppedEvent.parse(payload);
  const { balanceMicros, heldMicros } = await walletBalance(tx, customerId);
  await writeMail(tx, context, {
    key: `automatic_top_up_stopped:${customerId}:${id}`,
    customerId,
    about: 'automatic_top_up_stopped',
    data: { creditMicros: balanceMicros - heldMicros, link: links.topUp },
  });
};
