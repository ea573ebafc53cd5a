import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { runChecks } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import { inTransaction, type Database } from '#platform';
import { callOf, listCalls, planTo, readTarget, takeEdgeEvent, voiceChecks, type EdgeEvent } from '#voice';
import { faultsOf } from '../support/books.ts';
import { describeCall, openExchange, phone, type Exchange } from '../support/exchange.ts';
import { everyInterleaving } from '../support/interleavings.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { strikeEverywhere } from '../support/strikes.ts';

describe('calls on one credit', () => {
  let exchange: Exchange;
  beforeEach(async () => {
    exchange = await openExchange('20.00');
    await exchange.forward({ ...planTo(readTarget(phone)), channels: 1_000 });
  });
  afterEach(async () => {
    await exchange.isSound();
    assert.deepEqual(faultsOf(await exchange.inTx((tx) => runChecks(tx, voiceChecks))), {});
    await exchange.drop();
  });

  /** Calls that were answered a minute ago and have not ended. */
  const talking = async (count: number): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1)
      ids.push((await exchange.place({ talkSeconds: 600, loses: ['end'] })).id);
    await exchange.pass(61);
    return ids;
  };
  const tellEnd = (db: Database, callId: string) => {
    const ts = exchange.context.clock.now().epochMilliseconds / 1_000;
    const end: EdgeEvent = { call_uuid: callId, ev: 'end', ts, why: 'bye' };
    return inTransaction(db, (tx) => takeEdgeEvent(tx, exchange.context, end));
  };
  const outcome = async (callId: string): Promise<string> =>
    describeCall(await callOf(exchange.db, { callId }));
  const spent = async (): Promise<bigint> => {
    const { items } = await listCalls(exchange.db, { limit: 200 });
    return items.reduce((sum, { chargeMicros }) => sum + (chargeMicros ?? 0n), 0n);
  };

  it('are charged once, at whichever statement the process dies that hears of their end', async (t) => {
    const strikes = await strikeEverywhere(exchange, {
      prepare: talking,
      act: (connection, callId) => tellEnd(connection.db, callId),
      recover: (callId) => tellEnd(exchange.db, callId),
      outcome,
    });
    t.diagnostic(`${strikes} strikes`);
    assert.equal(await exchange.credit('ada'), toDecimal(fromDecimal('20.00') - (await spent())));
  });

  it('are charged once when two hear of the end at the same time', async (t) => {
    const meetings = await everyInterleaving(exchange, {
      prepare: talking,
      first: (connection, callId) => tellEnd(connection.db, callId),
      second: (connection, callId) => tellEnd(connection.db, callId),
      check: async (callId, { first, second, where }) => {
        assert.deepEqual([first, second], [null, null], where);
        assert.match(await outcome(callId), /^completed \(hung_up\)/, where);
      },
    });
    t.diagnostic(`${meetings} meetings`);
    assert.equal(await exchange.credit('ada'), toDecimal(fromDecimal('20.00') - (await spent())));
  });

  it('never spend more than there is, whatever comes when', async () => {
    const random = seededRandom(7);
    const upTo = (most: number): number => random.below(most);
    const by = (percent: number): boolean => random.below(100) < percent;
    await exchange.rates({ prefix: '39347', perMinute: '2.00', increment: 7, minimum: 20, fee: '0.03' });
    let paid = fromDecimal('20.00');
    for (let round = 0; round < 60; round += 1) {
      const order = { talkSeconds: upTo(400), ringSeconds: upTo(10), repeats: upTo(2) };
      const late = { lateSeconds: { answer: upTo(40), end: upTo(40) } };
      if (by(70)) await exchange.place({ ...order, ...(by(50) ? late : {}) });
      if (by(10)) {
        await exchange.topUp('ada', '1.00');
        paid += fromDecimal('1.00');
      }
      await exchange.pass(upTo(60));
    }
    await exchange.pass(1_000);
    const { items } = await listCalls(exchange.db, { limit: 200 });
    assert.ok(items.every(({ state }) => state === 'ended'));
    assert.ok(
      items.some((call) => call.outcome === 'cut') && items.some((call) => call.outcome === 'refused'),
    );
    assert.equal(await exchange.wallet(), `${toDecimal(paid - (await spent()))} 0.00`);
  });
});
