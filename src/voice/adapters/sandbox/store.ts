// The sandbox edge's own books. Nothing but the sandbox reads them.
import { sql } from 'kysely';
import { dueAt, type Database, type Tx } from '#platform';
import type { EdgeEvent, RouteAnswer } from '../edge-wire.ts';
import type { SandboxInstructions } from './instructions.ts';

export type SandboxRoute = Extract<RouteAnswer, { readonly a: 'route' }>;

export interface SandboxCall {
  readonly edgeCallId: string;
  readonly callId: string;
  readonly state: 'ringing' | 'talking' | 'over';
  readonly instructions: SandboxInstructions;
  readonly route: SandboxRoute;
  readonly answeredAt: Temporal.Instant | null;
  readonly limitAt: Temporal.Instant | null;
  /** When something happens to it by itself. */
  readonly changesAt: Temporal.Instant | null;
}

const columns = sql.raw(
  'edge_call_id, call_id, state, instructions, route, answered_at, limit_at, changes_at',
);

export const insertSandboxCall = async (tx: Tx, call: SandboxCall): Promise<void> => {
  await sql`
    insert into voice.sandbox_call (edge_call_id, call_id, state, instructions, route, changes_at)
    values (${call.edgeCallId}, ${call.callId}, ${call.state}, ${JSON.stringify(call.instructions)}::jsonb,
            ${JSON.stringify(call.route)}::jsonb, ${call.changesAt}) on conflict do nothing`.execute(tx);
};

export const updateSandboxCall = async (tx: Tx, call: SandboxCall): Promise<void> => {
  await sql`
    update voice.sandbox_call
       set state = ${call.state}, answered_at = ${call.answeredAt}, limit_at = ${call.limitAt}, changes_at = ${call.changesAt}
     where edge_call_id = ${call.edgeCallId}`.execute(tx);
};

/** Nobody else changes it until the transaction ends. */
export const lockSandboxCall = async (tx: Tx, callId: string): Promise<SandboxCall | undefined> => {
  const { rows } = await sql<SandboxCall>`
    select ${columns} from voice.sandbox_call where call_id = ${callId} for update`.execute(tx);
  return rows[0];
};

export const lockChangingCall = async (tx: Tx, now: Temporal.Instant): Promise<SandboxCall | undefined> => {
  const { rows } = await sql<SandboxCall>`
    select ${columns} from voice.sandbox_call where changes_at <= ${now}
     order by changes_at limit 1 for update skip locked`.execute(tx);
  return rows[0];
};

export const insertSandboxEvent = async (
  tx: Tx,
  { body, shipAt }: { readonly body: EdgeEvent; readonly shipAt: Temporal.Instant },
): Promise<void> => {
  await sql`
    insert into voice.sandbox_event (call_id, body, due_at)
    values (${body.call_uuid}, ${JSON.stringify(body)}::jsonb, ${shipAt})`.execute(tx);
};

export const lockDueEvent = async (
  tx: Tx,
  now: Temporal.Instant,
): Promise<{ readonly id: bigint; readonly body: EdgeEvent } | undefined> => {
  const { rows } = await sql<{ id: bigint; body: EdgeEvent }>`
    select id, body from voice.sandbox_event where not shipped and due_at <= ${now}
     order by due_at, id limit 1 for update skip locked`.execute(tx);
  return rows[0];
};

export const markShipped = async (tx: Tx, id: bigint): Promise<void> => {
  await sql`update voice.sandbox_event set shipped = true where id = ${id}`.execute(tx);
};

/** When something next happens at the sandbox edge. */
export const nextChange = dueAt(sql`least(
  (select min(changes_at) from voice.sandbox_call where changes_at is not null),
  (select min(due_at) from voice.sandbox_event where not shipped))`);

/** When something next happens to one call at the sandbox edge, or is told of it; null: nothing by itself. */
export const nextSandboxChange = async (db: Database, callId: string): Promise<Temporal.Instant | null> => {
  const { rows } = await sql<{ at: Temporal.Instant | null }>`
    select least((select changes_at from voice.sandbox_call where call_id = ${callId}),
                 (select min(due_at) from voice.sandbox_event where not shipped and call_id = ${callId})) as at`.execute(
    db,
  );
  return rows[0]!.at;
};
