import { sql } from 'kysely';
import { dueAt, type Database, type Tx } from '#platform';
import type { Alphabet } from '../adapters/alphabet.ts';
import type { Message, MessageState } from '../message.ts';
import type { NumberedPart } from '../rules.ts';

/** A message in any state, as it is kept; its text is null while it collects its parts. */
export interface KeptMessage extends Omit<Message, 'state' | 'text'> {
  readonly state: MessageState;
  readonly text: string | null;
}

const columns = sql.raw(`
  m.id, m.no, m.customer_id, m.rental_id, m.e164, m.sender, m.text, m.state, m.parts_expected, m.parts_received, m.received_at`);

export interface NewMessage {
  readonly id: string;
  readonly customerId: string;
  readonly rentalId: bigint;
  readonly e164: string;
  readonly route: string;
  readonly sender: string;
  readonly joinedBy: string | null;
  readonly partsExpected: number;
  readonly receivedAt: Temporal.Instant;
  /** The whole of a message of one part; null: its parts are collected. */
  readonly text: string | null;
  readonly awaitedUntil: Temporal.Instant | null;
}

/** A message of which one part is here. */
export const insertMessage = async (tx: Tx, message: NewMessage): Promise<KeptMessage> => {
  const isWhole = message.text !== null;
  const { rows } = await sql<KeptMessage>`
    insert into messaging.message as m
      (id, customer_id, rental_id, e164, route, sender, joined_by, parts_expected, parts_received, state, received_at, awaited_until,
       shown_at, text)
    values (${message.id}, ${message.customerId}, ${message.rentalId}, ${message.e164}, ${message.route}, ${message.sender},
            ${message.joinedBy}, ${message.partsExpected}, 1, ${isWhole ? 'complete' : 'collecting'}, ${message.receivedAt},
            ${message.awaitedUntil}, ${isWhole ? message.receivedAt : null}, ${message.text})
    returning ${columns}`.execute(tx);
  return rows[0]!;
};

/** The newest message that a part could belong to, with the parts that it has; locked. */
export const lockJoinable = async (
  tx: Tx,
  joinedBy: string,
  since: Temporal.Instant,
): Promise<KeptMessage | undefined> => {
  const { rows } = await sql<KeptMessage>`
    select ${columns} from messaging.message m
     where m.joined_by = ${joinedBy} and m.received_at > ${since} order by m.no desc limit 1 for update`.execute(
    tx,
  );
  return rows[0];
};

export const insertPart = async (
  tx: Tx,
  messageId: string,
  part: NumberedPart,
  receivedAt: Temporal.Instant,
): Promise<void> => {
  await sql`
    insert into messaging.part (message_id, part_no, alphabet, content, received_at)
    values (${messageId}, ${part.partNo}, ${part.alphabet}, ${Buffer.from(part.octets)}, ${receivedAt})`.execute(
    tx,
  );
};

export const partsOf = async (tx: Tx, messageId: string): Promise<readonly NumberedPart[]> => {
  const { rows } = await sql<{ partNo: number; alphabet: Alphabet; octets: Uint8Array }>`
    select part_no, alphabet, content as octets from messaging.part where message_id = ${messageId} order by part_no`.execute(
    tx,
  );
  return rows;
};

/** One more part is here, and the message is not to be shown differently yet. */
export const countPart = async (tx: Tx, id: string): Promise<KeptMessage> => {
  const { rows } = await sql<KeptMessage>`
    update messaging.message m set parts_received = parts_received + 1 where id = ${id} returning ${columns}`.execute(
    tx,
  );
  return rows[0]!;
};

/** From now on it can be read. What is whole needs its parts no longer. */
export const showMessage = async (
  tx: Tx,
  id: string,
  shown: {
    readonly state: Message['state'];
    readonly text: string;
    readonly partsReceived: number;
    readonly at: Temporal.Instant;
  },
): Promise<KeptMessage> => {
  if (shown.state === 'complete') await sql`delete from messaging.part where message_id = ${id}`.execute(tx);
  const { rows } = await sql<KeptMessage>`
    update messaging.message m
       set state = ${shown.state}, text = ${shown.text}, parts_received = ${shown.partsReceived}, awaited_until = null,
           shown_at = coalesce(shown_at, ${shown.at})
     where id = ${id} returning ${columns}`.execute(tx);
  return rows[0]!;
};

/** A message whose parts were waited for long enough; others leave it alone until the transaction ends. */
export const lockAwaited = async (tx: Tx, now: Temporal.Instant): Promise<KeptMessage | undefined> => {
  const { rows } = await sql<KeptMessage>`
    select ${columns} from messaging.message m
     where m.state = 'collecting' and m.awaited_until <= ${now} order by m.awaited_until limit 1 for update skip locked`.execute(
    tx,
  );
  return rows[0];
};

/** When the parts of a message were next waited for long enough. */
export const nextAwaited = dueAt(
  sql`select min(awaited_until) from messaging.message where state = 'collecting'`,
);

export interface MessageFilter {
  readonly customerId: string | null;
  readonly e164: string | null;
  readonly before: bigint | null;
  readonly limit: number;
}

/** Those that can be read, newest first. */
export const selectMessages = async (db: Database, filter: MessageFilter): Promise<readonly Message[]> => {
  const { rows } = await sql<Message>`
    select ${columns} from messaging.message m
     where m.state <> 'collecting' and m.erased_at is null
       and (${filter.customerId}::uuid is null or m.customer_id = ${filter.customerId})
       and (${filter.e164}::text is null or m.e164 = ${filter.e164})
       and (${filter.before}::bigint is null or m.no < ${filter.before})
     order by m.no desc limit ${filter.limit}`.execute(db);
  return rows;
};

export const selectMessage = async (db: Database, id: string): Promise<Message | undefined> => {
  const { rows } = await sql<Message>`
    select ${columns} from messaging.message m
     where m.id = ${id} and m.state <> 'collecting' and m.erased_at is null`.execute(db);
  return rows[0];
};

/** How many a customer has received so far, those that are erased by now included. */
export const countReceived = async (db: Database, customerId: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from messaging.message where customer_id = ${customerId} and state <> 'collecting'`.execute(
    db,
  );
  return rows[0]!.count;
};
