import { houseBalances } from '#ledger';
import { toDecimal } from '#money';
import { inTransaction } from '#platform';
import { statement } from '#wallet';
import type { World } from '../../src/simulation/scenario/world.ts';

/** A customer's statement as an accountant reads it: oldest first, one movement a line, and under each charge what it was spent from. */
export const statementText = (world: World, customer: string): Promise<string> =>
  inTransaction(world.app.connection.db, async (tx) => {
    const { items } = await statement(tx, { walletId: world.customers.get(customer)!, limit: 200 });
    const nameOf = (paymentId: string | null, origin: string): string =>
      world.payments.entries().find(([, id]) => id === paymentId)?.[0] ?? origin;
    const lines = items.toReversed().map(({ occurredAt, code, changeMicros, balanceMicros, shares }) => {
      const day = occurredAt.toZonedDateTimeISO(world.app.operator.timeZone).toPlainDate();
      const from = shares
        .map((share) => `${nameOf(share.paymentId, share.origin)} ${toDecimal(share.amountMicros)}`)
        .join(', ');
      return [
        day.toString(),
        code.padEnd(20),
        toDecimal(changeMicros).padStart(7),
        toDecimal(balanceMicros).padStart(7),
        from,
      ].join('  ');
    });
    return lines.map((line) => line.trimEnd()).join('\n');
  });

/** The balances of the house accounts, one a line. */
export const houseText = (world: World): Promise<string> =>
  inTransaction(world.app.connection.db, async (tx) => {
    const balances = await houseBalances(tx);
    return balances
      .map(
        ({ type, name, balanceMicros }) =>
          `${`${type} ${name}`.trim().padEnd(26)}${toDecimal(balanceMicros).padStart(8)}`,
      )
      .join('\n');
  });
