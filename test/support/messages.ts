import { checkMessages, incompleteMessages, listMessages, type Message } from '#messaging';
import { faultsOf } from './books.ts';
import type { Shop } from './number-shop.ts';
import assert from 'node:assert/strict';

/** The messages of a shop's customers. */
export const messagesIn = (shop: Shop) => ({
  /** What a customer can read, oldest first. */
  of: async (name: string): Promise<readonly Message[]> =>
    (await listMessages(shop.db, { customerId: shop.id(name), limit: 200 })).items.toReversed(),
  texts: async (name: string): Promise<readonly string[]> =>
    (await listMessages(shop.db, { customerId: shop.id(name), limit: 200 })).items
      .toReversed()
      .map(({ text }) => text),
  /** Time passes, and parts that did not come are waited for no longer. */
  wait: async (minutes: number): Promise<void> => {
    shop.context.clock.moveTo(shop.context.clock.now().add({ minutes }));
    await incompleteMessages.run(shop.db, shop.context);
  },
  areSound: async (): Promise<void> => {
    assert.deepEqual(faultsOf(await shop.inTx(checkMessages)), {});
  },
});
