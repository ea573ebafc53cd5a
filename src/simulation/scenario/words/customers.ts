import { z } from 'zod';
import { openAccount } from '../../../doors/sign-up.ts';
import { language, name, word } from '../word.ts';

export const signUp = word(
  z.strictObject({ customer: name, language: language.default('en') }),
  async ({ world }, order) => {
    const { customerId } = await world.inTransaction((tx) =>
      openAccount(tx, world.context, {
        name: order.customer,
        email: `${order.customer}@example.net`,
        language: order.language,
        user: null,
        address: null,
      }),
    );
    world.customers.set(order.customer, customerId);
  },
);
