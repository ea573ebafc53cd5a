import { sql } from 'kysely';
import { dueAt, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import type { Call, CallRate, CallTarget } from './call.ts';
import type { Settlement } from './rules.ts';

const columns = sql.raw(`
  c.id, c.edge_call_id, c.e164, c.caller, c.source, c.rental_id, c.customer_id, c.channels, c.state, c.routed_at, c.hold_id, c.answered_at,
  c.step, c.branch, c.granted_seconds, c.asked_seconds, c.prolong_at, c.sweep_at, c.ended_at, c.outcome, c.reason, c.talk_seconds,
  c.billed_seconds, c.charge as charge_micros, c.journal_id`);

export const selectCall = async (db: Database, id: string): Promise<Call | undefined> => {
  const { rows } = await sql<Call>`select ${columns} from voice.call c where c.id = ${id}`.execute(db);
  return rows[0];
};

export const selectCallOfEdge = async (
  db: Database,
  { edgeCallId, e164 }: Pick<Call, 'edgeCallId' | 'e164'>,
): Promise<Call | undefined> => {
  const { rows } = await sql<Call>`
    select ${columns} from voice.call c where c.edge_call_id = ${edgeCallId} and c.e164 = ${e164}`.execute(
    db,
  );
  return rows[0];
};

export const countCallsInProgress = async (tx: Tx, rentalId: bigint): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from voice.call where rental_id = ${rentalId} and state <> 'ended'`.execute(
    tx,
  );
  return rows[0]!.count;
};

export interface IncomingRow extends Pick<
  Call,
  'id' | 'edgeCallId' | 'e164' | 'caller' | 'source' | 'rentalId' | 'customerId'
> {
  readonly now: Temporal.Instant;
}

/** A call that was not put through: it has ended as it came. Nothing happens when the edge has told of it before. */
export const insertRefusedCall = async (tx: Tx, call: IncomingRow, reason: string): Promise<void> => {
  await sql`
    insert into voice.call
      (id, edge_call_id, e164, caller, source, rental_id, customer_id, state, routed_at, ended_at, outcome, reason, talk_seconds,
       billed_seconds, charge)
    values (${call.id}, ${call.edgeCallId}, ${call.e164}, ${call.caller}, ${call.source}, ${call.rentalId}, ${call.customerId}, 'ended',
            ${call.now}, ${call.now}, 'refused', ${reason}, 0, 0, 0)
    on conflict do nothing`.execute(tx);
};

export const insertRingingCall = async (
  tx: Tx,
  call: IncomingRow & {
    readonly channels: number;
    readonly holdId: string | null;
    readonly sweepAt: Temporal.Instant;
    readonly targets: readonly CallTarget[];
  },
): Promise<void> => {
  await sql`
    insert into voice.call
      (id, edge_call_id, e164, caller, source, rental_id, customer_id, channels, state, routed_at, hold_id, sweep_at)
    values (${call.id}, ${call.edgeCallId}, ${call.e164}, ${call.caller}, ${call.source}, ${call.rentalId}, ${call.customerId},
            ${call.channels}, 'ringing', ${call.now}, ${call.holdId}, ${call.sweepAt})`.execute(tx);
  const { targets } = call;
  const of = <T>(pick: (target: CallTarget) => T): T[] => targets.map(pick);
  await sql`
    insert into voice.call_target
      (call_id, step, branch, ring_seconds, kind, target, granted_seconds, prefix, destination, per_minute, connection_fee, increment, minimum)
    select ${call.id}, t.*
      from unnest(${of(({ step }) => step)}::int[], ${of(({ branch }) => branch)}::int[],
                  ${of(({ ringSeconds }) => ringSeconds)}::int[], ${of(({ kind }) => kind)}::voice.target_kind[],
                  ${of(({ target }) => target)}::text[], ${of(({ grantedSeconds }) => grantedSeconds)}::int[],
                  ${of(({ rate }) => rate?.prefix ?? null)}::text[], ${of(({ rate }) => rate?.destination ?? null)}::text[],
                  ${of(({ rate }) => rate?.perMinuteMicros ?? null)}::bigint[],
                  ${of(({ rate }) => rate?.connectionFeeMicros ?? null)}::bigint[],
                  ${of(({ rate }) => rate?.incrementSeconds ?? null)}::int[],
                  ${of(({ rate }) => rate?.minimumSeconds ?? null)}::int[]) as t`.execute(tx);
};

interface TargetRow extends Omit<CallTarget, 'rate' | 'kind'> {
  readonly callId: string;
  readonly kind: CallTarget['kind'];
  readonly prefix: string | null;
  readonly destination: string;
  readonly perMinuteMicros: bigint;
  readonly connectionFeeMicros: bigint;
  readonly incrementSeconds: number;
  readonly minimumSeconds: number;
}

/** Where calls could go, call by call, in the order in which it was tried. */
export const selectTargets = async (
  db: Database,
  callIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CallTarget[]>> => {
  const { rows } = await sql<TargetRow>`
    select call_id, step, branch, ring_seconds, kind, target, granted_seconds, prefix, destination, per_minute as per_minute_micros,
           connection_fee as connection_fee_micros, increment as increment_seconds, minimum as minimum_seconds
      from voice.call_target where call_id = any(${callIds}::uuid[]) order by call_id, step, branch`.execute(
    db,
  );
  const byCall = Map.groupBy(rows, ({ callId }) => callId);
  return new Map([...byCall].map(([callId, ofCall]) => [callId, ofCall.map(asTarget)]));
};

const asTarget = ({
  callId: _callId,
  prefix,
  destination,
  perMinuteMicros,
  connectionFeeMicros,
  incrementSeconds,
  minimumSeconds,
  ...target
}: TargetRow): CallTarget => {
  const rate: CallRate | null =
    prefix === null
      ? null
      : { prefix, destination, perMinuteMicros, connectionFeeMicros, incrementSeconds, minimumSeconds };
  return { ...target, rate };
};

/** What goes on with a call that is answered. */
export interface Progress {
  readonly answeredAt: Temporal.Instant;
  readonly step: number;
  readonly branch: number;
  readonly grantedSeconds: number;
  readonly askedSeconds: number | null;
  readonly prolongAt: Temporal.Instant | null;
  readonly sweepAt: Temporal.Instant;
  readonly holdId: string | null;
}

export const updateProgress = async (tx: Tx, id: string, progress: Progress): Promise<void> => {
  await sql`
    update voice.call
       set state = 'answered', answered_at = ${progress.answeredAt}, step = ${progress.step}, branch = ${progress.branch},
           granted_seconds = ${progress.grantedSeconds}, asked_seconds = ${progress.askedSeconds},
           prolong_at = ${progress.prolongAt}, sweep_at = ${progress.sweepAt}, hold_id = ${progress.holdId}
     where id = ${id}`.execute(tx);
};

export const updateSweep = async (tx: Tx, id: string, sweepAt: Temporal.Instant): Promise<void> => {
  await sql`update voice.call set sweep_at = ${sweepAt} where id = ${id} and state <> 'ended'`.execute(tx);
};

/** The call has ended; from now on its row never changes. */
export const endCall = async (
  tx: Tx,
  id: string,
  end: Settlement & { readonly endedAt: Temporal.Instant; readonly journalId: bigint | null },
): Promise<void> => {
  await sql`
    update voice.call
       set state = 'ended', ended_at = ${end.endedAt}, outcome = ${end.outcome}::voice.call_outcome, reason = ${end.reason},
           talk_seconds = ${end.talkSeconds}, billed_seconds = ${end.billedSeconds}, charge = ${end.chargeMicros},
           journal_id = ${end.journalId}, prolong_at = null, sweep_at = null
     where id = ${id}`.execute(tx);
};

export type CallEventKind = 'answered' | 'ended' | 'failed';

/** Something that the edge told of a call. */
export interface StoredEvent {
  readonly kind: CallEventKind;
  readonly at: Temporal.Instant;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Whether nobody told this of the call before. */
export const insertEvent = async (
  tx: Tx,
  context: Context,
  event: StoredEvent & { readonly callId: string; readonly isLate: boolean },
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    insert into voice.call_event (call_id, kind, at, received_at, late, details)
    values (${event.callId}, ${event.kind}::voice.call_event_kind, ${event.at}, ${context.clock.now()}, ${event.isLate},
            ${JSON.stringify(event.details)}::jsonb)
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
};

export const selectEvent = async (
  tx: Tx,
  callId: string,
  kind: CallEventKind,
): Promise<StoredEvent | undefined> => {
  const { rows } = await sql<StoredEvent>`
    select kind, at, details from voice.call_event where call_id = ${callId} and kind = ${kind}::voice.call_event_kind`.execute(
    tx,
  );
  return rows[0];
};

export const nextProlongation = dueAt(
  sql`(select min(prolong_at) from voice.call where prolong_at is not null)`,
);

export const callsToProlong = (
  db: Database,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly string[]> => dueCalls(db, sql`prolong_at`, now, limit);

export const nextSweep = dueAt(sql`(select min(sweep_at) from voice.call where sweep_at is not null)`);

export const callsToSweep = (
  db: Database,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly string[]> => dueCalls(db, sql`sweep_at`, now, limit);

const dueCalls = async (
  db: Database,
  column: ReturnType<typeof sql>,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from voice.call where ${column} <= ${now} order by ${column} limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
};

/** Newest first; without a customer everybody's. */
export const selectCalls = async (
  db: Database,
  filter: {
    readonly customerId: string | null;
    readonly e164: string | null;
    readonly outcome: string | null;
    readonly before: string | null;
    readonly limit: number;
  },
): Promise<readonly Call[]> => {
  const { rows } = await sql<Call>`
    select ${columns} from voice.call c
     where (${filter.customerId}::uuid is null or c.customer_id = ${filter.customerId})
       and (${filter.e164}::text is null or c.e164 = ${filter.e164})
       and (${filter.outcome}::text is null or c.outcome::text = ${filter.outcome})
       and (${filter.before}::uuid is null or c.id < ${filter.before})
     order by c.id desc limit ${filter.limit}`.execute(db);
  return rows;
};
