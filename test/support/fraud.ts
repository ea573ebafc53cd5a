import assert from 'node:assert/strict';
import { sql } from 'kysely';
import {
  appeal,
  checkFraud,
  confirmCase,
  dismissCase,
  endorseCase,
  openCaseOf,
  proposeCase,
  upholdAppeal,
} from '#fraud';
import { walletBalance } from '#ledger';
import { fromDecimal } from '#money';
import { checkNumbers, rentalsOf } from '#numbers';
import { sandboxInstructions, sandboxProcessors, settlePayments, topUp } from '#payments';
import { newId } from '#platform';
import type { ProcessorName } from '#policy';
import { checkRefunds } from '#refunds';
import { unspentParts } from '#wallet';
import { faultsOf } from './books.ts';
import { openShop, tenOfRome, type Shop, type ShopNumber } from './number-shop.ts';

export const staff = (name: string): string => `staff:${name}`;

/** A shop whose staff decide about fraud: customers and members of staff have names. */
export const openCourt = async (numbers: readonly ShopNumber[] = tenOfRome()) => {
  const shop = await openShop(numbers);
  return courtOf(shop);
};

export type Court = ReturnType<typeof courtOf>;

const courtOf = (shop: Shop) => {
  const { inTx, context, id } = shop;
  const by = (name: string) => ({ ...context, actor: staff(name) });
  const caseOf = async (name: string): Promise<string> => {
    const open = await inTx((tx) => openCaseOf(tx, id(name)));
    assert.ok(open, `${name} has no open case`);
    return open.id;
  };
  return {
    ...shop,
    by,
    caseOf,
    /** A payment through a sandbox processor, which has arrived. */
    pay: async (
      name: string,
      amount: string,
      processor: ProcessorName = 'bank',
      instructions: object = {},
    ): Promise<string> => {
      const order = { customerId: id(name), processor, amountMicros: fromDecimal(amount) };
      const sandbox = sandboxInstructions.parse(instructions);
      const payment = await inTx((tx) =>
        topUp(tx, shop.as(name), { ...order, key: newId(context.clock), sandbox }),
      );
      await settlePayments(shop.db, context, sandboxProcessors(shop.db, context.clock));
      return payment.id;
    },
    propose: (name: string, who = 'ann'): Promise<string> =>
      inTx((tx) => proposeCase(tx, by(who), { customerId: id(name), evidence: 'stolen cards' })),
    endorse: async (name: string, who = 'ann'): Promise<void> => {
      const caseId = await caseOf(name);
      await inTx((tx) => endorseCase(tx, by(who), { caseId, text: 'so it is' }));
    },
    confirm: async (name: string, who = 'ben'): Promise<void> => {
      const caseId = await caseOf(name);
      await inTx((tx) => confirmCase(tx, by(who), { caseId }));
    },
    dismiss: async (name: string, who = 'ben'): Promise<void> => {
      const caseId = await caseOf(name);
      await inTx((tx) => dismissCase(tx, by(who), { caseId, reason: 'one family' }));
    },
    appeal: (name: string): Promise<string> =>
      inTx((tx) => appeal(tx, shop.as(name), { customerId: id(name), text: 'It was not me.' })),
    uphold: async (name: string, who = 'ben'): Promise<void> => {
      const caseId = await caseOf(name);
      await inTx((tx) => upholdAppeal(tx, by(who), { caseId, reason: 'it was not them' }));
    },
    /** The numbers that a customer holds. */
    numbersOf: async (name: string): Promise<readonly string[]> =>
      (await rentalsOf(shop.db, { customerId: id(name), limit: 50 })).items.map(({ e164 }) => e164),
    /** What is not held. */
    free: (name: string): Promise<bigint> =>
      inTx(async (tx) => {
        const { balanceMicros, heldMicros } = await walletBalance(tx, id(name));
        return balanceMicros - heldMicros;
      }),
    /** Moves the clock; what falls due happens on the way. */
    later: (duration: Temporal.DurationLike): Promise<void> =>
      shop.at(
        context.clock
          .now()
          .add(duration)
          .toZonedDateTimeISO(context.operator.timeZone)
          .toPlainDateTime()
          .toString(),
      ),
    /** What a case must give back: the lots with what is left of each, the holds, the rentals. */
    belongings: (name: string) =>
      inTx(async (tx) => ({
        credit: (await unspentParts(tx, id(name))).map(
          ({ turn, part, amountMicros, origin, paymentId }) =>
            `${turn}/${part} ${amountMicros} ${origin} ${paymentId}`,
        ),
        wallet: (
          await sql<{ line: string }>`
            select concat_ws(' ', balance, held, debt, frozen_at) as line from ledger.account where id = ${id(name)}`.execute(
            tx,
          )
        ).rows,
        holds: (
          await sql<{ line: string }>`
            select concat_ws(' ', id, purpose, amount, state, expires_at) as line from ledger.hold
             where wallet_id = ${id(name)} order by id`.execute(tx)
        ).rows,
        rentals: (
          await sql<{ line: string }>`
            select r::text as line from numbers.rental r where customer_id = ${id(name)} order by id`.execute(
            tx,
          )
        ).rows,
      })),
    /** Every check of books, numbers, refunds and cases holds. */
    isJust: async (): Promise<void> => {
      await shop.isSound();
      const findings = await inTx(async (tx) => [
        ...(await checkNumbers(tx)),
        ...(await checkRefunds(tx)),
        ...(await checkFraud(tx)),
      ]);
      assert.deepEqual(faultsOf(findings), {});
    },
  };
};
