import assert from 'node:assert/strict';
import { walletBalance } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import { tasks as numberTasks } from '#numbers';
import { startOfDate } from '#platform';
import { today } from '#policy';
import {
  callAtEdge,
  forwardNumber,
  listCalls,
  placeSandboxCall,
  planTo,
  readTarget,
  sandboxEdge,
  setRates,
  voiceTasks,
  type CallView,
  type Plan,
  type SandboxCallOrder,
} from '#voice';
import { advance } from '../../src/doors/worker/calendar.ts';
import { openShop, tenOfRome, type ShopOptions } from './number-shop.ts';

/** A price: `perMinute`, billed in steps of so many seconds. */
export interface ExchangeRate {
  readonly prefix: string;
  readonly perMinute: string;
  readonly increment?: number;
  readonly minimum?: number;
  readonly fee?: string;
  readonly from?: string;
}

/** Ada's number, and the phone that it forwards to at 0.05 a minute. */
export const did = '+390612345670';
export const phone = '+393471234567';

/** A shop whose numbers are called: Ada holds one that forwards to her phone, and has `credit` after paying for it. */
export const openExchange = async (credit: string, options: ShopOptions = {}) => {
  const shop = await openShop(tenOfRome(), options);
  const { db, context } = shop;
  const tasks = [...numberTasks, ...voiceTasks({ edge: sandboxEdge(db, context.clock), isSandbox: true })];
  const rates = (...list: readonly ExchangeRate[]): Promise<void> =>
    shop.inTx((tx) =>
      setRates(
        tx,
        context,
        list.map(({ prefix, perMinute, increment = 60, minimum = 0, fee = '0.00', from }) => ({
          prefix,
          destination: prefix,
          appliesFrom: from === undefined ? today(context) : Temporal.PlainDate.from(from),
          state: 'open' as const,
          perMinuteMicros: fromDecimal(perMinute),
          connectionFeeMicros: fromDecimal(fee),
          incrementSeconds: increment,
          minimumSeconds: minimum,
        })),
      ),
    );
  const forward = (plan: Plan, e164 = did): Promise<void> =>
    shop.inTx((tx) => forwardNumber(tx, shop.as('ada'), { customerId: shop.id('ada'), e164, plan }));
  const place = async (order: Partial<SandboxCallOrder> = {}): Promise<CallView> => {
    const dialled = order.did ?? did;
    const { edgeCallId } = await placeSandboxCall(db, context, {
      did: dialled,
      from: '+441632960001',
      talkSeconds: 60,
      ...order,
    });
    const call = await callAtEdge(db, { edgeCallId, e164: dialled });
    assert.ok(call);
    return call;
  };
  await rates({ prefix: '39', perMinute: '0.05' });
  await shop.customer('ada', toDecimal(fromDecimal('4.00') + fromDecimal(credit)));
  await shop.buy('ada', did);
  await forward(planTo(readTarget(phone)));
  const pass = (seconds: number): Promise<void> =>
    advance(db, context, tasks, context.clock.now().add({ seconds }));
  return {
    ...shop,
    tasks,
    rates,
    forward,
    /** A call comes in; nothing but the question where it goes has happened yet. */
    place,
    /** Time goes by, with all that falls due. */
    pass,
    /** A call that nobody else disturbs, to its end. */
    call: async (talkSeconds: number, order: Partial<SandboxCallOrder> = {}): Promise<string> => {
      const { edgeCallId, e164 } = await place({ talkSeconds, ...order });
      await pass(talkSeconds + 200);
      return describeCall((await callAtEdge(db, { edgeCallId, e164 }))!);
    },
    described: async (): Promise<readonly string[]> =>
      (await listCalls(db, { limit: 100 })).items.toReversed().map(describeCall),
    /** "balance held". */
    wallet: async (name = 'ada'): Promise<string> => {
      const { balanceMicros, heldMicros } = await shop.inTx((tx) => walletBalance(tx, shop.id(name)));
      return `${toDecimal(balanceMicros)} ${toDecimal(heldMicros)}`;
    },
    midnight: (): Temporal.Instant => startOfDate(today(context).add({ days: 1 }), context.operator.timeZone),
  };
};

export type Exchange = Awaited<ReturnType<typeof openExchange>>;

/** "completed (hung_up) 61 s, billed 120 s: 0.10". */
export const describeCall = ({
  state,
  outcome,
  reason,
  talkSeconds,
  billedSeconds,
  chargeMicros,
}: CallView): string =>
  state === 'ended'
    ? `${outcome} (${reason}) ${talkSeconds} s, billed ${billedSeconds} s: ${toDecimal(chargeMicros!)}`
    : state;
