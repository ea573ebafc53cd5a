import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { inTransaction, newId, recordEvents, type Connection } from '#platform';
import { createEndpoint, deliveryTask, secretBox, webhookReactions } from '#webhooks';
import { dispatchTask } from '../../src/doors/worker/dispatch.ts';
import { everyInterleaving } from '../support/interleavings.ts';
import { strikeEverywhere } from '../support/strikes.ts';
import { openTown, plant, type Town } from '../support/town.ts';
import { openReceiver, verify, type Receiver } from '../support/webhook-receiver.ts';

const sending = {
  box: secretBox('a secret of the tests'),
  reach: 'loopback',
  link: 'http://localhost',
} as const;
const dispatch = dispatchTask(
  Object.fromEntries(Object.entries(webhookReactions()).map(([kind, reaction]) => [kind, [reaction]])),
);

const aNumber = { anchor: '2022-04-01', months: 1, monthsPaid: 1, monthlyMicros: 4_000_000n } as const;

/** A customer with two endpoints to whom something happened that waits to be told. */
interface Case {
  readonly customerId: string;
  readonly secrets: readonly string[];
}

describe('a message for each endpoint', () => {
  let town: Town;
  let receiver: Receiver;
  before(async () => {
    town = await openTown('2022-04-10T09:00');
  });
  beforeEach(async () => {
    receiver = await openReceiver();
  });
  afterEach(() => receiver.close());

  const prepare = async (count: number): Promise<readonly Case[]> => {
    const settlers = await plant(
      town.db,
      town.context,
      Array.from({ length: count }, () => ({ creditMicros: 0n, numbers: [aNumber] })),
    );
    return Promise.all(
      settlers.map(({ customerId }) =>
        inTransaction(town.db, async (tx) => {
          const order = { customerId, url: receiver.url, description: '', eventTypes: ['payment.fee_known'] };
          const made = [
            await createEndpoint(tx, town.context, sending, order),
            await createEndpoint(tx, town.context, sending, order),
          ];
          return { customerId, secrets: made.map(({ secret }) => secret) };
        }),
      ),
    );
  };
  const happen = ({ customerId }: Case): Promise<void> =>
    inTransaction(town.db, (tx) =>
      recordEvents(tx, town.context.clock, 'payments.fee_known', [
        { customerId, paymentId: newId(town.clock), feeMicros: '1030000' },
      ]),
    );
  const workOn = async ({ db }: Pick<Connection, 'db'>): Promise<void> => {
    await dispatch.run(db, town.context);
    await deliveryTask(sending).run(db, town.context);
  };
  const arrivedFor = ({ customerId }: Case) =>
    receiver.received.filter(({ body }) => body.data.customerId === customerId);
  const stored = async ({ customerId }: Case): Promise<readonly string[]> => {
    const { rows } = await town.pool.query<{ state: string }>(
      'select m.state from webhooks.message m join webhooks.endpoint e on e.id = m.endpoint_id where e.customer_id = $1',
      [customerId],
    );
    return rows.map(({ state }) => state);
  };
  /** Both endpoints have it, each message under one id, and each verifies with its own secret. */
  const assertDelivered = async (which: Case): Promise<void> => {
    assert.deepEqual(await stored(which), ['delivered', 'delivered']);
    const ids = new Set(arrivedFor(which).map(({ headers }) => headers['webhook-id']));
    assert.equal(ids.size, 2);
    for (const secret of which.secrets)
      assert.ok(
        arrivedFor(which).some((one) => verifies(secret, one)),
        'every endpoint has it',
      );
  };

  it('is written once and delivered at least once, wherever the worker dies', async (t) => {
    const strikes = await strikeEverywhere(town, {
      prepare,
      act: async (connection, which) => {
        await happen(which);
        await workOn(connection);
      },
      recover: async () => {
        town.clock.set(town.clock.now().add({ minutes: 3 }));
        await workOn(town);
      },
      outcome: async (which) => {
        await assertDelivered(which);
        return stored(which);
      },
    });
    assert.ok(strikes > 10, `${strikes} strikes`);
    t.diagnostic(`${strikes} strikes`);
  });

  it('is written once, delivered once, when two workers meet at any statement', async () => {
    const cases = await everyInterleaving(town, {
      prepare,
      first: async (connection, which) => {
        await happen(which);
        await workOn(connection);
      },
      second: (connection) => workOn(connection),
      check: async (which, { first, second, where }) => {
        assert.deepEqual([first, second], [null, null], where);
        await assertDelivered(which);
        assert.equal(arrivedFor(which).length, 2, where);
      },
    });
    assert.ok(cases > 10);
  });
});

const verifies = (secret: string, one: Parameters<typeof verify>[1]): boolean => {
  try {
    verify(secret, one);
    return true;
  } catch {
    return false;
  }
};
