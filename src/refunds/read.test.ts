import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { inTransaction, languages } from '#platform';
import { decideRefund, decisionJson } from '#policy';
import { openShop, tenOfRome } from '../../test/support/number-shop.ts';
import { pay } from '../../test/support/payments.ts';
import { leavingWorld, refund } from '../../test/support/refunds.ts';
import { explainRefund, listRefunds, quoteRefund, refundById, requestRefund } from './index.ts';

describe('a decision that is kept', () => {
  it('is read back as it was made, and can be computed again from its own facts, byte for byte', async () => {
    const world = await leavingWorld();
    await pay(world, '10.00', 'card');
    await pay(world, '20.00', 'paypal');
    const { refundId, decision } = await refund(world, { amount: '25.00' });
    const kept = await inTransaction(world.db, (tx) => refundById(tx, refundId));
    assert.equal(decisionJson(kept.decision), decisionJson(decision));
    assert.equal(decisionJson(decideRefund(kept.decision.facts)), decisionJson(decision));
  });

  it('is told in every language, line by line', async () => {
    const world = await leavingWorld();
    await pay(world, '20.00', 'paypal');
    const { refundId } = await refund(world);
    const kept = await inTransaction(world.db, (tx) => refundById(tx, refundId));
    const texts = languages.map((language) => explainRefund(kept, language));
    for (const explanation of texts) {
      assert.deepEqual(
        explanation.lines.map((line) => line.clause),
        kept.decision.lines.map((line) => line.clause),
      );
      assert.match(explanation.summary, /18[.,]97/);
    }
    assert.equal(new Set(texts.map((explanation) => explanation.summary)).size, 3);
  });

  it('is shown to the customer whose it is, newest first, and to nobody else', async () => {
    const world = await leavingWorld();
    await pay(world, '20.00', 'bank');
    const ids: string[] = [];
    for (const amount of ['1.00', '2.00', '3.00']) ids.unshift((await refund(world, { amount })).refundId);
    const list = (customerId: string | undefined, cursor?: string) =>
      inTransaction(world.db, (tx) =>
        listRefunds(tx, { customerId, subject: 'credit', outcome: 'granted' }, { limit: 2, cursor }),
      );
    const first = await list(world.customerId);
    const second = await list(world.customerId, first.nextCursor!);
    assert.deepEqual(
      [...first.items, ...second.items].map((one) => one.id),
      ids,
    );
    assert.equal(second.nextCursor, null);
    assert.equal((await list(undefined)).items.length, 2);
    assert.deepEqual((await list(randomUUID())).items, []);
    await assert.rejects(
      inTransaction(world.db, (tx) => refundById(tx, ids[0]!, { customerId: randomUUID() })),
      { code: 'refunds.unknown' },
    );
    await assert.rejects(
      inTransaction(world.db, (tx) => refundById(tx, randomUUID())),
      { code: 'refunds.unknown' },
    );
  });
});

describe('a rental fee', () => {
  const rented = async () => {
    const shop = await openShop(tenOfRome());
    const customerId = await shop.customer('ada', '20.00');
    await shop.customer('bob');
    const { e164 } = tenOfRome()[0]!;
    await shop.buy('ada', e164, 3);
    const request = { customerId, subject: 'rental', e164, destination: 'payments' } as const;
    return { shop, request };
  };

  it('is not paid back once its period was paid: a decision, which names N2', async () => {
    const { shop, request } = await rented();
    const { refundId, decision } = await shop.inTx((tx) =>
      requestRefund(tx, shop.as('ada'), { ...request, key: 'back' }),
    );
    assert.equal(decision.outcome, 'refused');
    assert.deepEqual(decision.clauses, ['N2']);
    assert.equal(decision.paidBackMicros, 0n);
    assert.equal(await shop.credit('ada'), '8.00');
    const kept = await shop.inTx((tx) => refundById(tx, refundId));
    assert.equal(kept.e164, request.e164);
    assert.equal(kept.askedBy, `customer:${request.customerId}`);
    assert.equal(kept.journalId, null);
    await shop.isSound();
  });

  it('of somebody else’s number cannot be asked for', async () => {
    const { shop, request } = await rented();
    const asked = { ...request, customerId: shop.id('bob') };
    await assert.rejects(
      shop.inTx((tx) => quoteRefund(tx, shop.as('bob'), asked)),
      { code: 'numbers.not_yours' },
    );
  });

  it('is about a number', async () => {
    const { shop, request } = await rented();
    await assert.rejects(
      shop.inTx((tx) => quoteRefund(tx, shop.as('ada'), { ...request, e164: undefined })),
      { code: 'refunds.number_missing' },
    );
  });

  it('of a number that was lost is not paid back either', async () => {
    const { shop, request } = await rented();
    await shop.at('2022-12-01T10:00');
    const decision = await shop.inTx((tx) => quoteRefund(tx, shop.as('ada'), request));
    assert.deepEqual([decision.outcome, decision.clauses], ['refused', ['N2']]);
  });
});
