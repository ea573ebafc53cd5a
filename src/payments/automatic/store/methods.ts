import { sql } from 'kysely';
import { dueAt, type Tx } from '#platform';
import type { ProcessorName } from '#policy';
import type { AutomaticInstructions } from '../../adapters/sandbox/instructions.ts';
import type { SavedMethod, StandingOrder } from '../automatic-payment.ts';
import type { MethodFilter, OwnMethod } from '../saved-methods.ts';

const columns = sql`m.id, m.customer_id, m.processor, m.reference, m.state, m.standing_order, m.sandbox`;

/** A standing order is kept as JSON: its numbers and dates are text there. */
interface StoredOrder {
  readonly amountMicros: string;
  readonly currency: string;
  readonly anchor: string;
  readonly timeZone: string;
}
type Stored<Row extends SavedMethod> = Omit<Row, 'standingOrder'> & {
  readonly standingOrder: StoredOrder | null;
};

const orderFrom = (stored: StoredOrder): StandingOrder => ({
  ...stored,
  amountMicros: BigInt(stored.amountMicros),
  anchor: Temporal.PlainDate.from(stored.anchor),
});

const fromRow = <Row extends SavedMethod>(row: Stored<Row>): Row =>
  ({ ...row, standingOrder: row.standingOrder && orderFrom(row.standingOrder) }) as unknown as Row;

const orderJson = (order: StandingOrder | null): string | null =>
  order &&
  JSON.stringify({ ...order, amountMicros: String(order.amountMicros), anchor: String(order.anchor) });

export interface NewMethod {
  readonly id: string;
  readonly customerId: string;
  readonly processor: ProcessorName;
  readonly reference: string;
  readonly standingOrder: StandingOrder | null;
  readonly sandbox: AutomaticInstructions | null;
  readonly at: Temporal.Instant;
}

/** Looked at now: its processor may have to be told of a standing order, and tells how a method is recognised. Saved before: nothing happens. */
export const insertMethod = async (tx: Tx, method: NewMethod): Promise<void> => {
  await sql`
    insert into payments.saved_method (id, customer_id, processor, reference, state, standing_order, sandbox, created_at, next_check_at)
    values (${method.id}, ${method.customerId}, ${method.processor}, ${method.reference}, 'live',
            ${orderJson(method.standingOrder)}::jsonb, ${method.sandbox && JSON.stringify(method.sandbox)}::jsonb, ${method.at},
            ${method.at})
    on conflict do nothing`.execute(tx);
};

export const selectMethod = async (tx: Tx, id: string): Promise<SavedMethod | null> => {
  const { rows } = await sql<Stored<SavedMethod>>`
    select ${columns} from payments.saved_method m where m.id = ${id}`.execute(tx);
  return rows[0] ? fromRow<SavedMethod>(rows[0]) : null;
};

/** The newest method of a customer that can pay by itself; null when none can. */
export const selectUsableMethod = async (
  tx: Tx,
  { customerId, processor }: { readonly customerId: string; readonly processor?: ProcessorName | undefined },
): Promise<SavedMethod | null> => {
  const { rows } = await sql<Stored<SavedMethod>>`
    select ${columns} from payments.saved_method m
     where m.customer_id = ${customerId} and m.state = 'live' and m.standing_order is null
       and ${processor ? sql`m.processor = ${processor}` : sql`true`}
     order by m.no desc limit 1`.execute(tx);
  return rows[0] ? fromRow<SavedMethod>(rows[0]) : null;
};

/** A method that is to be asked about. */
export interface ClaimedMethod extends SavedMethod {
  readonly no: bigint;
  readonly checks: number;
  /** Its processor knows that it is expected, or that it has ended. */
  readonly toldAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
}

/** Takes methods that are due, for this worker alone until `leaseUntil`, oldest first. */
export const claimMethods = async (
  tx: Tx,
  {
    now,
    leaseUntil,
    limit,
  }: { readonly now: Temporal.Instant; readonly leaseUntil: Temporal.Instant; readonly limit: number },
): Promise<readonly ClaimedMethod[]> => {
  const { rows } = await sql<Stored<ClaimedMethod>>`
    with due as (
      select id from payments.saved_method where next_check_at <= ${now} order by next_check_at, no limit ${limit} for update skip locked)
    update payments.saved_method m set next_check_at = ${leaseUntil}, checks = m.checks + 1
      from due where m.id = due.id
    returning ${columns}, m.no, m.checks, m.told_at, m.created_at`.execute(tx);
  return rows.map((row) => fromRow<ClaimedMethod>(row)).toSorted((a, b) => (a.no < b.no ? -1 : 1));
};

export const nextMethodCheck = dueAt(
  sql`select min(next_check_at) from payments.saved_method where next_check_at is not null`,
);

/** Looks again at `at` (null: never), unless a webhook asked for it to be sooner meanwhile. */
export const postponeMethod = async (
  tx: Tx,
  id: string,
  leaseUntil: Temporal.Instant,
  at: Temporal.Instant | null,
): Promise<void> => {
  await sql`
    update payments.saved_method set next_check_at = ${at} where id = ${id} and next_check_at = ${leaseUntil}`.execute(
    tx,
  );
};

/** Its processor knows of this state of it; of one that it has got meanwhile, it is still to be told. */
export const updateTold = async (
  tx: Tx,
  { id, state }: Pick<SavedMethod, 'id' | 'state'>,
  at: Temporal.Instant,
): Promise<void> => {
  await sql`update payments.saved_method set told_at = ${at} where id = ${id} and state = ${state}`.execute(
    tx,
  );
};

/** Standing orders among them. */
export const selectLiveMethodsOf = async (tx: Tx, customerId: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from payments.saved_method where customer_id = ${customerId} and state = 'live' order by no`.execute(
    tx,
  );
  return rows.map((row) => row.id);
};

/** Ends a method; its processor is told when it does not know. False when it had ended before. */
export const updateMethodEnded = async (
  tx: Tx,
  id: string,
  { at, isKnown }: { readonly at: Temporal.Instant; readonly isKnown: 'to_processor' | 'to_us_alone' },
): Promise<boolean> => {
  const known = isKnown === 'to_processor';
  const { rows } = await sql`
    update payments.saved_method
       set state = 'ended', ended_at = ${at}, checks = 0, told_at = ${known ? at : null},
           next_check_at = case when ${known} then next_check_at else ${at} end
     where id = ${id} and state = 'live' returning id`.execute(tx);
  return rows.length === 1;
};

/** How its owner recognises it, unless it has ended meanwhile. */
export const updateLabel = async (tx: Tx, id: string, label: string): Promise<void> => {
  await sql`update payments.saved_method set label = ${label} where id = ${id} and state = 'live'`.execute(
    tx,
  );
};

/** What customers see of their methods, newest first, those before `no`. */
export const selectOwnMethods = async (
  tx: Tx,
  filter: MethodFilter & { readonly id?: string },
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly OwnMethod[]> => {
  const { rows } = await sql<OwnMethod>`
    select m.id, m.no, m.customer_id, m.processor, m.label, m.state, m.created_at, m.ended_at,
           array(select a.id from payments.automatic_payment a where a.method_id = m.id and a.state = 'active' order by a.no)
             as automatic_payment_ids,
           exists (select from payments.automatic_top_up t where t.customer_id = m.customer_id and t.method_id = m.id and t.is_on) as tops_up
      from payments.saved_method m
     where m.standing_order is null
       and ${filter.id ? sql`m.id = ${filter.id}` : sql`true`}
       and ${filter.customerId ? sql`m.customer_id = ${filter.customerId}` : sql`true`}
       and ${filter.state ? sql`m.state = ${filter.state}` : sql`true`}
       and ${page.before === null ? sql`true` : sql`m.no < ${page.before}`}
     order by m.no desc limit ${page.limit}`.execute(tx);
  return rows;
};

/** A webhook spoke of it: it is asked about now. Returns whether it is ours. */
export const hurryMethod = async (
  tx: Tx,
  processor: ProcessorName,
  reference: string | null,
  now: Temporal.Instant,
): Promise<boolean> => {
  const { rows } = await sql`
    update payments.saved_method set next_check_at = ${now}
     where processor = ${processor} and reference = ${reference} returning id`.execute(tx);
  return rows.length > 0;
};
