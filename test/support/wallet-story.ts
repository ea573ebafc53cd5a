import assert from 'node:assert/strict';
import { checkLedger, houseAccount, type PostedJournal } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import { inTransaction, newId, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import {
  chargeWallet,
  checkWallets,
  creditWallet,
  removeCredit,
  returnCredit,
  spentFrom,
  statement,
  unspentParts,
  type CreditShare,
  type LotId,
} from '#wallet';
import { faultsOf, walletWith } from './books.ts';

/** The story of one wallet: payments are called p1, p2 …, amounts are decimals, and what it tells reads like a bank's statement. */
export const openStory = async (db: Database, context: Context) => {
  const walletId = await walletWith(db, context, 0n);
  const names = paymentNames(context);
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);
  const newKey = (): string => newId(context.clock);
  const told = (shares: readonly Pick<CreditShare, 'origin' | 'paymentId' | 'amountMicros'>[]): string =>
    shares
      .map((share) => `${names.nameOf(share.paymentId) ?? share.origin} ${toDecimal(share.amountMicros)}`)
      .join(', ');
  const lotIn = async (tx: Tx, name: string): Promise<LotId> => {
    const part = (await unspentParts(tx, walletId)).find(({ paymentId }) => paymentId === names.idOf(name));
    assert.ok(part, `${name} has unspent credit`);
    return { turn: part.turn, part: part.part };
  };

  return {
    walletId,
    paymentId: names.idOf,
    topUp: (name: string, amount: string): Promise<PostedJournal> =>
      inTx(async (tx) =>
        creditWallet(tx, context, {
          walletId,
          key: `topup:${names.idOf(name)}`,
          code: 'topup.succeeded',
          fromAccountId: await houseAccount(tx, context, 'processor_clearing', 'paypal'),
          details: {},
          amountMicros: fromDecimal(amount),
          origin: 'payment',
          paymentId: names.idOf(name),
        }),
      ),
    promote: (amount: string): Promise<PostedJournal> =>
      inTx(async (tx) =>
        creditWallet(tx, context, {
          walletId,
          key: newKey(),
          code: 'promotion.granted',
          fromAccountId: await houseAccount(tx, context, 'goodwill'),
          details: {},
          amountMicros: fromDecimal(amount),
          origin: 'promotion',
          paymentId: null,
        }),
      ),
    charge: (amount: string): Promise<PostedJournal> =>
      inTx(async (tx) => {
        const toAccountId = await houseAccount(tx, context, 'revenue_rental');
        const lines = [{ code: 'rental.renewed', toAccountId, amountMicros: fromDecimal(amount) }];
        return chargeWallet(tx, context, { walletId, key: newKey(), details: {}, lines });
      }),
    lotOf: (name: string): Promise<LotId> => inTx((tx) => lotIn(tx, name)),
    /** Pays back to a payment, less a retained fee. */
    payBack: (name: string, amount: string, fee = '0.00', key = newKey()): Promise<PostedJournal> =>
      inTx(async (tx) => {
        const payable = await houseAccount(tx, context, 'refunds_payable');
        const retained = await houseAccount(tx, context, 'fees_retained');
        const paidBackMicros = fromDecimal(amount) - fromDecimal(fee);
        return removeCredit(tx, context, {
          walletId,
          key,
          details: {},
          reason: 'refund',
          parts: [{ ...(await lotIn(tx, name)), amountMicros: fromDecimal(amount) }],
          transfers: [
            {
              code: 'refund.paid_back',
              fromAccountId: walletId,
              toAccountId: payable,
              amountMicros: paidBackMicros,
            },
            {
              code: 'refund.fee_retained',
              fromAccountId: walletId,
              toAccountId: retained,
              amountMicros: fromDecimal(fee),
            },
          ].filter(({ amountMicros }) => amountMicros > 0n),
        });
      }),
    /** What was paid back to a payment comes back to its lot. */
    giveBack: (lot: LotId, amount: string, key = newKey()): Promise<PostedJournal> =>
      inTx(async (tx) => {
        const fromAccountId = await houseAccount(tx, context, 'refunds_payable');
        const amountMicros = fromDecimal(amount);
        return returnCredit(tx, context, {
          walletId,
          key,
          details: {},
          reason: 'payout_failed',
          parts: [{ ...lot, amountMicros }],
          transfers: [{ code: 'payout.failed', fromAccountId, toAccountId: walletId, amountMicros }],
        });
      }),
    unspent: async (): Promise<string> => told(await inTx((tx) => unspentParts(tx, walletId))),
    /** What a charge was spent from; empty when the wallet's version is no charge. */
    spent: async (version: bigint): Promise<string> => {
      const charges = await inTx((tx) =>
        spentFrom(tx, { walletId, fromVersion: version, toVersion: version }),
      );
      return told(charges[0]?.shares ?? []);
    },
    lines: async (limit = 50, cursor?: string) => {
      const page = await inTx((tx) => statement(tx, { walletId, limit, cursor }));
      const lines = page.items.map(
        ({ kind, code, changeMicros, balanceMicros, shares }) =>
          `${kind} ${code} ${toDecimal(changeMicros)} = ${toDecimal(balanceMicros)} (${told(shares)})`,
      );
      return { lines, nextCursor: page.nextCursor };
    },
    /** Every check of the books holds. */
    isSound: async (): Promise<void> => {
      assert.deepEqual(faultsOf([...(await inTx(checkLedger)), ...(await inTx(checkWallets))]), {});
    },
  };
};

const paymentNames = (context: Context) => {
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  return {
    nameOf: (id: string | null): string | undefined => names.get(id ?? ''),
    idOf: (name: string): string => {
      const id = ids.get(name) ?? newId(context.clock);
      ids.set(name, id);
      names.set(id, name);
      return id;
    },
  };
};
