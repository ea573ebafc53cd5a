import { idCursor, pageFrom, type Database, type Page, type PageRequest } from '#platform';
import { unknownCall } from '../errors.ts';
import type { Call, CallOutcome, CallTarget } from './call.ts';
import { selectCall, selectCallOfEdge, selectCalls, selectTargets } from './store.ts';

/** A call, and where it could go. */
export interface CallView extends Call {
  readonly targets: readonly CallTarget[];
  /** The one that answered; null: none has. */
  readonly answeredBy: CallTarget | null;
}

/** Calls, newest first; without a customer everybody's, also to numbers that nobody holds. @refuses pages.invalid_cursor */
export const listCalls = async (
  db: Database,
  filter: PageRequest & {
    readonly customerId?: string | undefined;
    readonly e164?: string | undefined;
    readonly outcome?: CallOutcome | undefined;
  },
): Promise<Page<CallView>> => {
  const calls = await selectCalls(db, {
    customerId: filter.customerId ?? null,
    e164: filter.e164 ?? null,
    outcome: filter.outcome ?? null,
    before: idCursor(filter.cursor),
    limit: filter.limit + 1,
  });
  const targets = await selectTargets(
    db,
    calls.map(({ id }) => id),
  );
  return pageFrom(
    calls.map((call) => withTargets(call, targets.get(call.id) ?? [])),
    filter.limit,
    ({ id }) => id,
  );
};

/**
 * One call; `customerId` hides those of others.
 * @refuses voice.unknown_call
 */
export const callOf = async (
  db: Database,
  { callId, customerId }: { readonly callId: string; readonly customerId?: string | undefined },
): Promise<CallView> => {
  const call = await selectCall(db, callId);
  if (call === undefined || (customerId !== undefined && call.customerId !== customerId))
    throw unknownCall({ callId });
  return withTargets(call, (await selectTargets(db, [callId])).get(callId) ?? []);
};

/** The call that the edge asked about under this name of its own; undefined: it has not asked. */
export const callAtEdge = async (
  db: Database,
  asked: Pick<Call, 'edgeCallId' | 'e164'>,
): Promise<CallView | undefined> => {
  const call = await selectCallOfEdge(db, asked);
  return call === undefined ? undefined : callOf(db, { callId: call.id });
};

const withTargets = (call: Call, targets: readonly CallTarget[]): CallView => ({
  ...call,
  targets,
  answeredBy: targets.find(({ step, branch }) => step === call.step && branch === call.branch) ?? null,
});
