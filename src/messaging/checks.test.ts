import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { faultsOf } from '../../test/support/books.ts';
import { openShop, tenOfRome, type Shop } from '../../test/support/number-shop.ts';
import { faultsAfter } from '../../test/support/tampered.ts';
import { acknowledgeSms } from './acknowledge.ts';
import { deliverFromSandbox, sendFromSandbox } from './adapters/sandbox.ts';
import { checkMessages } from './checks.ts';
import { receive } from './receive.ts';
import { incompleteMessages } from './tasks.ts';

const number = '+390612345670';

describe('the books of messages', () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop(tenOfRome());
    await shop.customer('ada', '10.00');
    await shop.buy('ada', number);
    const long = 'long '.repeat(80);
    await shop.inTx(async (tx) => {
      await sendFromSandbox(tx, shop.context, { from: 'BANK', to: number, text: 'short' });
      await sendFromSandbox(tx, shop.context, { from: 'BANK', to: number, text: long });
      await sendFromSandbox(tx, shop.context, { from: 'SHOP', to: number, text: long, parts: [1, 3] });
      await acknowledgeSms(tx, shop.context, { customerId: shop.id('ada'), address: null });
    });
    await deliverFromSandbox(shop.db, shop.context, receive);
    shop.context.clock.moveTo(shop.context.clock.now().add({ minutes: 10 }));
    await incompleteMessages.run(shop.db, shop.context);
    assert.deepEqual(faultsOf(await shop.inTx(checkMessages)), {});
  });
  after(() => shop.drop());

  const faults = (change: string) => faultsAfter(shop.db, checkMessages, change);

  it('show an arrival that is missing', async () => {
    const found = await faults(
      `delete from messaging.arrival where no = (select max(no) from messaging.arrival where message_id is not null)`,
    );
    assert.match(found['messages-have-the-parts-that-arrived']!, /^message .*: 2 parts counted, 1 arrived$/);
  });

  it('show a part that is missing, and one that is too many', async () => {
    const lost = await faults(`delete from messaging.part where part_no = 3`);
    assert.match(
      lost['parts-are-kept-until-their-message-is-whole']!,
      /^message .*: 2 parts to be kept, 1 are$/,
    );
    const left = await faults(`
      insert into messaging.part (message_id, part_no, alphabet, content, received_at)
      select id, 1, 'gsm7', '', received_at from messaging.message where state = 'complete' limit 1`);
    assert.match(
      left['parts-are-kept-until-their-message-is-whole']!,
      /^message .*: 0 parts to be kept, 1 are$/,
    );
  });

  it('hold that an acknowledgement never changes', async () => {
    for (const change of [
      `update messaging.acknowledgement set actor = 'x'`,
      `delete from messaging.acknowledgement`,
    ])
      await assert.rejects(sql.raw(change).execute(shop.db), { code: 'RF002' });
  });

  it('hold that a delivery is kept once, and a message has no more parts than it says', async () => {
    const again = `insert into messaging.arrival (route, identity, arrived_at, sender, e164, undelivered)
                   select route, identity, arrived_at, sender, e164, 'not_rented' from messaging.arrival limit 1`;
    await assert.rejects(sql.raw(again).execute(shop.db), { code: '23505' });
    await assert.rejects(
      sql.raw(`update messaging.message set parts_received = parts_expected + 1`).execute(shop.db),
      {
        code: '23514',
      },
    );
  });
});
