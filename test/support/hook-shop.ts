import assert from 'node:assert/strict';
import { testApp, type Known, type Reply, type TestApp } from './app.ts';
import { openReceiver, type Receiver } from './webhook-receiver.ts';

/** A shop in which somebody listens: the application, and a server that takes its webhooks. */
export interface HookShop extends TestApp {
  readonly receiver: Receiver;
  /** Makes an endpoint at the receiver. */
  subscribe(who: Known, order?: object): Promise<{ readonly id: string; readonly secret: string }>;
  /** Credit that arrives: one event of type payment.credited. */
  topUp(who: Known, amount: string): Promise<void>;
  /** The types of what arrived, in the order of the alphabet. */
  types(): readonly string[];
  messages(who: Known, query?: string): Promise<Reply['body']>;
  /** The one message that there is, in full. */
  only(who: Known): Promise<Reply['body']>;
}

export const openHookShop = async (): Promise<HookShop> => {
  const [shop, receiver] = [await testApp(), await openReceiver()];
  await shop.settle();
  const messages = async (who: Known, query = ''): Promise<Reply['body']> =>
    (await who.get(`/v1/webhooks/messages?limit=200${query}`)).body.items;
  return {
    ...shop,
    receiver,
    subscribe: async (who, order = {}) => {
      const { status, body, text } = await who.post('/v1/webhooks/endpoints', {
        url: receiver.url,
        ...order,
      });
      assert.equal(status, 201, text);
      return { id: body.endpoint.id, secret: body.secret };
    },
    topUp: async (who, amount) => {
      assert.equal((await who.post('/v1/payments', { processor: 'bank', amount })).status, 201);
      await shop.settle();
    },
    types: () => receiver.received.map(({ body }) => String(body.type)).toSorted(),
    messages,
    only: async (who) => {
      const all = await messages(who);
      assert.equal(all.length, 1);
      return (await who.get(`/v1/webhooks/messages/${all[0].id}`)).body;
    },
    close: async () => {
      await receiver.close();
      await shop.close();
    },
  };
};
