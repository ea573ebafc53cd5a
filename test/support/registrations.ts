import { randomBytes } from 'node:crypto';
import { listRegistrations, openVault, reviewRegistration, type ReviewOrder } from '#compliance';
import { fromDecimal } from '#money';
import { promoteCustomer, topUp } from '#payments';
import { newId } from '#platform';
import { advance, runDue } from '../../src/doors/worker/calendar.ts';
import { handInEverything, smallPdf, smallPng } from '../../src/simulation/scenario/hand-in.ts';
import type { Shop } from './number-shop.ts';
import { productTasks } from './work.ts';

export { smallPdf, smallPng };

/** The registration desk of a shop: what its customers and staff do with documents, and all that follows. */
export const deskOf = (shop: Shop) => {
  const vault = openVault([randomBytes(32)]);
  const tasks = productTasks(shop.db, shop.context.clock);
  const settle = async (): Promise<void> => {
    await runDue(shop.db, shop.context, tasks);
  };
  const newest = (e164: string) =>
    shop.inTx(async (tx) => (await listRegistrations(tx, { e164, limit: 1 })).items[0]!);
  return {
    vault,
    /** Does all that is due now. */
    settle,
    /** Moves the clock to an instant of the operator's zone, and does what falls due on the way. */
    at: (local: string): Promise<void> =>
      advance(
        shop.db,
        shop.context,
        tasks,
        Temporal.PlainDateTime.from(local).toZonedDateTime(shop.context.operator.timeZone).toInstant(),
      ),
    /** The id of the newest registration of a number. */
    idOf: async (e164: string): Promise<string> => (await newest(e164)).id,
    state: async (e164: string): Promise<string> => (await newest(e164)).state,
    pay: async (name: string, amount: string, processor: 'paypal' | 'card' | 'bank'): Promise<string> => {
      const order = {
        customerId: shop.id(name),
        processor,
        amountMicros: fromDecimal(amount),
        key: newId(shop.context.clock),
      };
      const { id } = await shop.inTx((tx) => topUp(tx, shop.as(name), order));
      await settle();
      return id;
    },
    /** Promotional credit. */
    give: (name: string, amount: string): Promise<void> =>
      shop.inTx((tx) =>
        promoteCustomer(tx, shop.context, {
          customerId: shop.id(name),
          amountMicros: fromDecimal(amount),
          key: newId(shop.context.clock),
          reason: 'a test',
        }),
      ),
    handIn: async (name: string, e164: string): Promise<void> => {
      const { id } = await newest(e164);
      await shop.inTx((tx) => handInEverything(tx, shop.as(name), vault, { customerId: shop.id(name), id }));
    },
    review: async (e164: string, verdict: Partial<ReviewOrder>): Promise<void> => {
      const { id } = await newest(e164);
      const order = { id, verdict: 'approved', final: false, reasons: [], ...verdict } as const;
      const context = { ...shop.context, actor: 'staff:reviewer' };
      await shop.inTx((tx) => reviewRegistration(tx, context, order));
    },
  };
};

export const illegible = [{ reason: 'illegible', document: 'identity_document' }] as const;
