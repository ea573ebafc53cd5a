import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { messagesIn } from '../../test/support/messages.ts';
import { openShop, rowsOf, tenOfRome, type Shop } from '../../test/support/number-shop.ts';
import { commandStatus, writeDeliverSm, type DeliverSm } from './adapters/deliver-sm.ts';
import { partsToSend, type Joining } from './adapters/split.ts';
import { listUndelivered } from './read-messages.ts';
import { receive } from './receive.ts';

const [ada0, ada1, free] = ['+390612345670', '+390612345671', '+390612345672'] as const;

interface Sent {
  readonly to?: string;
  readonly from?: string;
  readonly id?: string | null;
  readonly joining?: Joining;
  readonly reference?: number;
  readonly esmClass?: number;
}

let ids = 0;

/** The wire forms of the parts of a text. */
const wireOf = (text: string, sent: Sent = {}): readonly Uint8Array[] => {
  ids += 1;
  const id = sent.id === undefined ? `id-${ids}` : sent.id;
  const reference = sent.reference ?? ids;
  return partsToSend(text, { reference, joining: sent.joining }).map((part, index) => {
    const pdu: DeliverSm = {
      sequenceNumber: index + 1,
      sourceTon: 5,
      source: sent.from ?? 'BANK',
      destinationTon: 1,
      destination: (sent.to ?? ada0).slice(1),
      ...part,
      esmClass: sent.esmClass ?? part.esmClass,
      options: { ...part.options, ...(id !== null && { receiptedMessageId: `${id}-${index}` }) },
    };
    return writeDeliverSm(pdu);
  });
};

const long = (seed: string): string => `${seed} `.repeat(200).slice(0, 400);

describe('an SMS', () => {
  let shop: Shop;
  let messages: ReturnType<typeof messagesIn>;
  const deliver = (...pdus: readonly Uint8Array[]) =>
    pdus.reduce(async (before_, pdu) => {
      await before_;
      return receive(shop.db, shop.context, 'route', pdu);
    }, Promise.resolve(-1));

  before(async () => {
    shop = await openShop(tenOfRome());
    messages = messagesIn(shop);
    await shop.customer('ada', '100.00');
    await shop.buy('ada', ada0, 12);
    await shop.buy('ada', ada1, 12);
  });
  after(async () => {
    await messages.areSound();
    await shop.drop();
  });

  /** What arrives while `work` is done, oldest first. */
  const arriving = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
    const known = (await messages.texts('ada')).length;
    await work();
    return (await messages.texts('ada')).slice(known);
  };

  it('is there for who holds the number, once, and is told', async () => {
    const [pdu] = wireOf('Your code is 123456');
    assert.deepEqual(await arriving(() => deliver(pdu!, pdu!)), ['Your code is 123456']);
    const [message] = (await messages.of('ada')).slice(-1);
    const { customerId, e164, sender, state } = message!;
    assert.deepEqual([customerId, e164, sender, state], [shop.id('ada'), ada0, 'BANK', 'complete']);
    const told = (await shop.events('messaging.received')).filter(
      ({ messageId }) => messageId === message!.id,
    );
    assert.deepEqual(told, [
      {
        customerId,
        messageId: message!.id,
        rentalId: String(message!.rentalId),
        e164,
        from: 'BANK',
        text: 'Your code is 123456',
        complete: true,
        receivedAt: shop.context.clock.now().toString(),
      },
    ]);
  });

  it('costs nothing', async () => {
    const credit = await shop.credit('ada');
    await deliver(...wireOf('for nothing'));
    assert.equal(await shop.credit('ada'), credit);
  });

  it('is answered ok when it reaches nobody, and refused when it is none', async () => {
    assert.equal(await deliver(...wireOf('hello', { to: '+390699999999' })), commandStatus.ok);
    assert.equal(await deliver(Buffer.from('nonsense')), commandStatus.refused);
  });

  it('that comes again later without an id is a new one; at once it is a repeat', async () => {
    const [pdu] = wireOf('OK', { id: null });
    const texts = await arriving(async () => {
      await deliver(pdu!, pdu!);
      await messages.wait(4);
      await deliver(pdu!);
      await messages.wait(5);
      await deliver(pdu!);
    });
    assert.deepEqual(texts, ['OK', 'OK']);
  });

  it('in parts is shown once all are here, whichever way they are joined, ids or not', async () => {
    for (const joining of ['udh8', 'udh16', 'sar', 'payload'] as const) {
      for (const id of [undefined, null]) {
        const text = long(`${joining} ${id}`);
        const parts = wireOf(text, { joining, ...(id === null && { id }) });
        const [first, ...rest] = [...parts, ...parts].toReversed();
        const texts = await arriving(async () => {
          await deliver(first!);
          await deliver(...rest);
        });
        assert.deepEqual(texts, [text]);
      }
    }
  });

  it('of which a part does not come is shown as incomplete, and becomes whole when it does', async () => {
    const text = long('late');
    const [one, two, three] = wireOf(text);
    assert.deepEqual(await arriving(() => deliver(one!, three!)), []);
    assert.deepEqual(await arriving(() => messages.wait(9)), []);
    const shown = await arriving(() => messages.wait(1));
    assert.deepEqual(shown, [`${text.slice(0, 153)}[…]${text.slice(306)}`]);
    const [message] = (await messages.of('ada')).slice(-1);
    assert.equal(message!.state, 'incomplete');
    assert.deepEqual(await arriving(() => deliver(two!)), []);
    const [whole] = (await messages.of('ada')).slice(-1);
    assert.deepEqual([whole!.id, whole!.text, whole!.state], [message!.id, text, 'complete']);
    const told = (kind: string) =>
      shop.events(kind).then((events) => events.filter((event) => event['messageId'] === message!.id));
    assert.deepEqual(
      (await told('messaging.received')).map(({ complete }) => complete),
      [false],
    );
    assert.deepEqual(
      (await told('messaging.completed')).map((event) => event['text']),
      [text],
    );
  });

  it('whose reference was used before is not mixed up with the one before', async () => {
    const [first, second] = [long('first'), long('second')];
    const earlier = wireOf(first, { reference: 77 });
    const later = wireOf(second, { reference: 77 });
    const texts = await arriving(async () => {
      // The end of the first one is lost.
      await deliver(earlier[0]!, earlier[1]!);
      await deliver(...later);
      await messages.wait(10);
    });
    assert.deepEqual(texts.toSorted(), [`${first.slice(0, 306)}[…]`, second].toSorted());
  });

  it('of another sender, or to another number, is another one though the reference is the same', async () => {
    const texts = ['one', 'two', 'three'].map(long);
    const [a, b, c] = [
      wireOf(texts[0]!, { reference: 78 }),
      wireOf(texts[1]!, { reference: 78, from: 'SHOP' }),
      wireOf(texts[2]!, { reference: 78, to: ada1 }),
    ];
    const arrived = await arriving(async () => {
      for (const part of [0, 1, 2]) await deliver(a[part]!, b[part]!, c[part]!);
    });
    assert.deepEqual(arrived.toSorted(), texts.toSorted());
  });

  it('whose parts and their repeats come at the same time comes out once', async () => {
    const text = long('at once');
    const parts = wireOf(text);
    const texts = await arriving(() =>
      Promise.all([...parts, ...parts, ...parts].map((pdu) => receive(shop.db, shop.context, 'route', pdu))),
    );
    assert.deepEqual(texts, [text]);
  });

  it('of any text, split, in any order, with repeats, comes out once and whole', async () => {
    const joinings = fc.constantFrom<Joining>('udh8', 'udh16', 'sar', 'payload');
    const any = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 300 })
      .filter((text) => !text.includes('\0'));
    const latin = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 700 });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(any, latin),
        joinings,
        fc.boolean(),
        fc.infiniteStream(fc.nat()),
        async (text, joining, hasIds, draws) => {
          const parts = wireOf(text, { joining, from: `S${ids}`, ...(!hasIds && { id: null }) });
          const draw = (): number => draws.next().value as number;
          const order = [...parts, ...parts.filter(() => draw() % 2 === 0)]
            .map((pdu) => ({ pdu, at: draw() }))
            .toSorted((a, b) => a.at - b.at);
          const texts = await arriving(() => deliver(...order.map(({ pdu }) => pdu)));
          assert.deepEqual(texts, [text]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('that no number of a customer receives is logged without its text, and nobody is told', async () => {
    const told = (await shop.events('messaging.received')).length;
    await deliver(...wireOf('secret', { to: free }));
    await deliver(...wireOf('secret', { to: '+390600000000' }));
    await deliver(...wireOf('secret', { esmClass: 0x04 }));
    const { items } = await listUndelivered(shop.db, { limit: 3 });
    assert.deepEqual(
      items.map(({ e164, sender, undelivered }) => [e164, sender, undelivered]),
      [
        [ada0, 'BANK', 'not_a_text'],
        ['+390600000000', 'BANK', 'unknown_number'],
        [free, 'BANK', 'not_rented'],
      ],
    );
    assert.equal((await shop.events('messaging.received')).length, told);
    const rows = await rowsOf<{ all: string }>(
      shop.db,
      'select a::text as all from messaging.arrival a where undelivered is not null',
    );
    assert(rows.every(({ all }) => !all.includes('secret')));
  });
});

describe('a number that changes hands', () => {
  it('receives nothing in quarantine, and everything again once it is restored', async () => {
    const shop = await openShop(tenOfRome());
    const messages = messagesIn(shop);
    await shop.customer('ada', '4.00');
    await shop.buy('ada', ada0);
    const send = (text: string) => receive(shop.db, shop.context, 'route', wireOf(text)[0]!);
    await shop.at('2022-04-09T23:59');
    await send('in time');
    await shop.at('2022-04-10T00:00');
    await send('too late');
    await shop.topUp('ada', '10.00');
    await send('again');
    assert.deepEqual(await messages.texts('ada'), ['in time', 'again']);
    const { items } = await listUndelivered(shop.db, { limit: 10 });
    assert.deepEqual(
      items.map(({ undelivered }) => undelivered),
      ['quarantined'],
    );
    await shop.drop();
  });

  it('shows its next holder nothing of the one before, not even the rest of a message', async () => {
    const shop = await openShop(tenOfRome(), { policy: { quarantineDays: 1, resaleAfterDays: 1 } });
    const messages = messagesIn(shop);
    await shop.customer('ada', '4.00');
    await shop.customer('bob', '4.00');
    await shop.buy('ada', ada0);
    const text = long('for ada');
    const [one, two, three] = wireOf(text, { id: null });
    await receive(shop.db, shop.context, 'route', one!);
    await shop.at('2022-04-20T09:00');
    await shop.buy('bob', ada0);
    await receive(shop.db, shop.context, 'route', two!);
    await receive(shop.db, shop.context, 'route', three!);
    await messages.wait(10);
    assert.deepEqual(await messages.texts('ada'), [`${text.slice(0, 153)}[…]`]);
    assert.deepEqual(await messages.texts('bob'), [`[…]${text.slice(153)}`]);
    await messages.areSound();
    await shop.drop();
  });
});
