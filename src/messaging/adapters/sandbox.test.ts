import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { messagesIn } from '../../../test/support/messages.ts';
import { openShop, rowsOf, tenOfRome, type Shop } from '../../../test/support/number-shop.ts';
import { receive } from '../receive.ts';
import { commandStatus } from './deliver-sm.ts';
import { deliverFromSandbox, sendFromSandbox, type SandboxMessage } from './sandbox.ts';

const number = '+390612345670';
const long = 'A long message that does not fit into one part. '.repeat(8);

describe('the sandbox route', () => {
  let shop: Shop;
  let messages: ReturnType<typeof messagesIn>;
  before(async () => {
    shop = await openShop(tenOfRome());
    messages = messagesIn(shop);
    await shop.customer('ada', '100.00');
    await shop.buy('ada', number, 12);
  });
  after(async () => {
    await messages.areSound();
    await shop.drop();
  });

  const send = (message: Partial<SandboxMessage>): Promise<number> =>
    shop.inTx((tx) =>
      sendFromSandbox(tx, shop.context, { from: 'BANK', to: number, text: long, ...message }),
    );
  const deliver = (): Promise<number> => deliverFromSandbox(shop.db, shop.context, receive);
  const waiting = async (): Promise<number> =>
    (await rowsOf<{ count: number }>(shop.db, 'select count(*)::int from messaging.sandbox_pdu'))[0]!.count;
  const newest = async (): Promise<string> => (await messages.texts('ada')).at(-1)!;

  it('sends a long text in parts, and delivers each once', async () => {
    assert.equal(await send({}), 3);
    assert.equal(await deliver(), 3);
    assert.deepEqual([await newest(), await waiting()], [long, 0]);
    assert.equal(await deliver(), 0);
  });

  it('delivers parts as it is told: mixed up, twice, or not at all', async () => {
    await send({ parts: [3, 1, 3, 2, 1], joining: 'sar', withoutIds: true });
    assert.equal(await deliver(), 5);
    assert.equal(await newest(), long);
    await send({ parts: [1, 3], joining: 'udh16' });
    await deliver();
    await messages.wait(10);
    assert.match(await newest(), /^A long.*\[…\].*$/);
  });

  it('delivers again, later and later, what was not taken in, and loses nothing', async () => {
    await send({ text: 'again and again' });
    let failures = 0;
    const failing: typeof receive = () => {
      failures += 1;
      return Promise.reject(new Error('the database is away'));
    };
    await assert.rejects(deliverFromSandbox(shop.db, shop.context, failing), /could not be taken in/);
    assert.equal(failures, 1);
    assert.equal(await deliver(), 0);
    shop.context.clock.moveTo(shop.context.clock.now().add({ seconds: 30 }));
    assert.equal(
      await deliverFromSandbox(shop.db, shop.context, () => Promise.resolve(commandStatus.later)),
      1,
    );
    shop.context.clock.moveTo(shop.context.clock.now().add({ seconds: 59 }));
    assert.equal(await deliver(), 0);
    shop.context.clock.moveTo(shop.context.clock.now().add({ seconds: 1 }));
    assert.equal(await deliver(), 1);
    assert.deepEqual([await newest(), await waiting()], ['again and again', 0]);
  });

  it('that delivers everything twice, because two workers do, changes nothing', async () => {
    const known = (await messages.texts('ada')).length;
    for (const text of ['one', long, 'three']) await send({ text });
    await Promise.all([deliver(), deliver(), deliver()]);
    assert.deepEqual(
      (await messages.texts('ada')).slice(known).toSorted(),
      ['one', long, 'three'].toSorted(),
    );
  });

  it('sends in the alphabet that it is told', async () => {
    await send({ text: 'Größe: 5 £', alphabet: 'latin1' });
    await send({ text: '5 €, ж', from: '+441632960001' });
    await deliver();
    assert.deepEqual((await messages.texts('ada')).slice(-2), ['Größe: 5 £', '5 €, ж']);
  });
});
