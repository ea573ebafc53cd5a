import { sql } from 'kysely';
import type { Language, Tx } from '#platform';
import type { Customer, Member } from './customer.ts';

const customerColumns = ['id', 'name', 'email', 'language', 'createdAt', 'closedAt'] as const;

export const insertCustomer = async (tx: Tx, customer: Customer): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('customers.customer')
    .values(customer)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
};

export const selectCustomer = async (tx: Tx, customerId: string): Promise<Customer | undefined> =>
  (await tx
    .selectFrom('customers.customer')
    .select(customerColumns)
    .where('id', '=', customerId)
    .executeTakeFirst()) as Customer | undefined;

export const lockCustomer = async (tx: Tx, customerId: string): Promise<Customer | undefined> =>
  (await tx
    .selectFrom('customers.customer')
    .select(customerColumns)
    .where('id', '=', customerId)
    .forUpdate()
    .executeTakeFirst()) as Customer | undefined;

/** Whose address it is among open accounts. */
export const selectCustomerByEmail = async (tx: Tx, email: string): Promise<Customer | undefined> =>
  (await tx
    .selectFrom('customers.customer')
    .select(customerColumns)
    .where(sql`lower(email)`, '=', email)
    .where('closedAt', 'is', null)
    .executeTakeFirst()) as Customer | undefined;

export const updateCustomerRow = async (
  tx: Tx,
  customerId: string,
  change: { readonly name: string; readonly email: string; readonly language: Language },
): Promise<void> => {
  await tx.updateTable('customers.customer').set(change).where('id', '=', customerId).execute();
};

export const markClosed = async (tx: Tx, customerId: string, closedAt: Temporal.Instant): Promise<void> => {
  await tx.updateTable('customers.customer').set({ closedAt }).where('id', '=', customerId).execute();
};

/** Newest first: ids are ordered by time. */
export const selectCustomers = async (
  tx: Tx,
  {
    search,
    after,
    limit,
  }: { readonly search: string | null; readonly after: string | null; readonly limit: number },
): Promise<readonly Customer[]> => {
  let query = tx.selectFrom('customers.customer').select(customerColumns).orderBy('id', 'desc').limit(limit);
  if (after !== null) query = query.where('id', '<', after);
  if (search !== null) {
    const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where((either) =>
      either.or([
        either('name', 'ilike', pattern),
        either('email', 'ilike', pattern),
        either(sql`id::text`, '=', search),
      ]),
    );
  }
  return (await query.execute()) as Customer[];
};

export const insertMember = async (
  tx: Tx,
  member: { readonly userId: string; readonly customerId: string; readonly createdAt: Temporal.Instant },
): Promise<void> => {
  await tx.insertInto('customers.member').values(member).execute();
};

export const selectMembers = async (tx: Tx, customerId: string): Promise<readonly Member[]> =>
  tx
    .selectFrom('customers.member as m')
    .innerJoin('auth.user as u', 'u.id', 'm.userId')
    .select([
      'm.userId',
      'm.customerId',
      'u.name',
      'u.email',
      'u.emailVerified',
      sql<boolean>`coalesce(u.two_factor_enabled, false)`.as('twoFactorEnabled'),
      'm.createdAt',
    ])
    .where('m.customerId', '=', customerId)
    .orderBy('m.createdAt')
    .orderBy('m.userId')
    .execute();

export const deleteMembers = async (
  tx: Tx,
  customerId: string,
  userIds: readonly string[],
): Promise<void> => {
  await tx
    .deleteFrom('customers.member')
    .where('customerId', '=', customerId)
    .where('userId', 'in', [...userIds])
    .execute();
};

/** The customer, if any, that a user belongs to, and the language in which to write to the user. */
export const selectReader = async (
  tx: Tx,
  userId: string,
): Promise<{ readonly customerId: string | null; readonly language: Language } | undefined> =>
  tx
    .selectFrom('auth.user as u')
    .leftJoin('customers.member as m', 'm.userId', 'u.id')
    .leftJoin('customers.customer as c', 'c.id', 'm.customerId')
    .leftJoin('customers.staff as s', 's.userId', 'u.id')
    .select(['m.customerId', sql<Language>`coalesce(c.language, s.language, 'en')`.as('language')])
    .where('u.id', '=', userId)
    .executeTakeFirst();

export const insertAcceptance = async (
  tx: Tx,
  acceptance: {
    readonly customerId: string;
    readonly policyVersionId: number;
    readonly acceptedAt: Temporal.Instant;
    readonly address: string | null;
  },
): Promise<void> => {
  await tx
    .insertInto('customers.acceptance')
    .values(acceptance)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

export const selectAcceptances = async (tx: Tx, customerId: string) =>
  tx
    .selectFrom('customers.acceptance')
    .select(['policyVersionId', 'acceptedAt', 'address'])
    .where('customerId', '=', customerId)
    .orderBy('policyVersionId')
    .execute();
