import { lockWallets } from '#ledger';
import { heldBy, type Rental } from '#numbers';
import { newId, type Tx } from '#platform';
import { today, type Context } from '#policy';
import { findService } from '#suppliers';
import { planToListen } from '../catching/catch-calls.ts';
import { isCaughtAt } from '../catching/store.ts';
import { ruleAt } from '../forwarding/rules.ts';
import { selectForwarding } from '../forwarding/store.ts';
import type { Rule, Target } from '../forwarding/plan.ts';
import { findRate } from '../rates/find-rate.ts';
import { selectSettings } from '../settings/store.ts';
import {
  longestCallSeconds,
  newsGraceSeconds,
  type Call,
  type CallTarget,
  type RefusedBecause,
} from './call.ts';
import { creditForCalls, type CreditForCalls } from './credit-for-calls.ts';
import { tellOfEnd } from './end-call.ts';
import { openCallHold } from './hold.ts';
import { nextGrant, ringsFor, toHold } from './rules.ts';
import {
  countCallsInProgress,
  insertRefusedCall,
  insertRingingCall,
  selectCall,
  selectCallOfEdge,
  selectTargets,
  type IncomingRow,
} from './store.ts';

/** A call that the edge asks about. */
export interface IncomingCall {
  /** The edge's own name of it (SIP Call-ID). Asked again, the answer is the same. */
  readonly edgeCallId: string;
  /** The number that was dialled. */
  readonly e164: string;
  /** As the network shows it: anything. */
  readonly caller: string;
  /** From which address the edge has it. */
  readonly source: string | null;
}

/** What the edge is to do with a call: try the targets, step by step, or refuse it because of `call.reason`. */
export interface RoutedCall {
  readonly call: Call;
  /** None: it is refused. */
  readonly targets: readonly CallTarget[];
}

/**
 * Decides where a call goes, and lets it through as far as the credit pays for it: what its first slice may cost is held. Every call leaves
 * its record, also one that is refused.
 * @source POLICY.md C1, S5
 */
export const routeCall = async (tx: Tx, context: Context, incoming: IncomingCall): Promise<RoutedCall> => {
  const holder = await holderOf(tx, incoming.e164);
  if (holder !== undefined) await lockWallets(tx, [holder.customerId]);
  const known = await selectCallOfEdge(tx, incoming);
  if (known !== undefined) return routed(tx, known.id);
  // Read anew: it may have changed hands while the wallet was waited for.
  const now = await holderOf(tx, incoming.e164);
  const rental = now?.customerId === holder?.customerId ? now : undefined;
  const row: IncomingRow = {
    id: newId(context.clock),
    ...incoming,
    rentalId: rental?.id ?? null,
    customerId: rental?.customerId ?? null,
    now: context.clock.now(),
  };
  const refused = rental === undefined ? 'unknown_number' : await letThrough(tx, context, rental, row);
  if (refused !== null) await refuse(tx, context, row, refused);
  return routed(tx, (await selectCallOfEdge(tx, incoming))!.id);
};

const holderOf = async (tx: Tx, e164: string): Promise<Rental | undefined> => {
  const found = await heldBy(tx, e164);
  return found === null || found === 'unknown' ? undefined : found;
};

const refuse = async (tx: Tx, context: Context, row: IncomingRow, reason: RefusedBecause): Promise<void> => {
  await insertRefusedCall(tx, row, reason);
  if (row.customerId === null) return;
  const nothing = { talkSeconds: 0, billedSeconds: 0, chargeMicros: 0n, target: null };
  await tellOfEnd(tx, context, row, { outcome: 'refused', reason, ...nothing });
};

const routed = async (tx: Tx, id: string): Promise<RoutedCall> => ({
  call: (await selectCall(tx, id))!,
  targets: (await selectTargets(tx, [id])).get(id) ?? [],
});

const statesThatRefuse: Readonly<Record<Rental['state'], RefusedBecause | null>> = {
  active: null,
  registering: 'registering',
  quarantined: 'quarantined',
  suspended: 'suspended',
  ended: 'unknown_number',
};

/** Writes the call down as ringing; or says why it is refused. The wallet is locked. */
const letThrough = async (
  tx: Tx,
  context: Context,
  rental: Rental,
  row: IncomingRow,
): Promise<RefusedBecause | null> => {
  const byState = statesThatRefuse[rental.state];
  if (byState !== null) return byState;
  const credit = await creditForCalls(tx, context, rental.customerId);
  if (credit.isFrozen) return 'frozen';
  const isCaught = await isCaughtAt(tx, rental.id, row.now);
  const plan = isCaught ? planToListen : await selectForwarding(tx, rental.id);
  if (plan === undefined || plan.rules.length === 0) return 'not_forwarded';
  const { timeZone } = await selectSettings(tx, rental.customerId);
  const local = row.now.toZonedDateTimeISO(timeZone ?? context.operator.timeZone).toPlainDateTime();
  const rule = ruleAt(plan, local);
  if (rule === undefined) return 'outside_hours';
  if ((await countCallsInProgress(tx, rental.id)) >= plan.channels) return 'channels_busy';
  const { targets, refused } = await grant(tx, context, rule, credit);
  if (targets.length === 0) return refused;
  await insertRingingCall(tx, {
    ...row,
    channels: plan.channels,
    targets,
    holdId: await hold(tx, context, row, targets),
    sweepAt: row.now.add({ seconds: ringsFor(targets) + newsGraceSeconds }),
  });
  return null;
};

interface Granted {
  readonly targets: readonly CallTarget[];
  /** Why the first target was left out that was. */
  readonly refused: RefusedBecause;
}

/** The targets of a rule that a call may be sent to, and for how long: one that cannot be paid for is passed over. */
const grant = async (tx: Tx, context: Context, rule: Rule, credit: CreditForCalls): Promise<Granted> => {
  const targets: CallTarget[] = [];
  const refused: RefusedBecause[] = [];
  let step = 1;
  // Counted without what is passed over, as the edge counts what it is given.
  for (const { ringSeconds, targets: branches } of rule.steps) {
    let branch = 1;
    for (const target of branches) {
      const terms = await termsFor(tx, context, target, credit);
      if (typeof terms === 'string') refused.push(terms);
      else targets.push({ ...target, ...terms, step, branch: branch++, ringSeconds });
    }
    if (branch > 1) step += 1;
  }
  return { targets, refused: refused[0] ?? 'not_forwarded' };
};

const termsFor = async (
  tx: Tx,
  context: Context,
  { kind, target }: Target,
  credit: CreditForCalls,
): Promise<Pick<CallTarget, 'grantedSeconds' | 'rate'> | RefusedBecause> => {
  if (kind === 'service' && (await hasEnded(tx, context, target))) return 'not_forwarded';
  if (kind !== 'pstn') return { grantedSeconds: longestCallSeconds, rate: null };
  if (credit.isInDebt) return 'in_debt';
  const rate = await findRate(tx, target, today(context));
  if (rate === null) return 'no_rate';
  const grantedSeconds = nextGrant(rate, credit.creditMicros, 0);
  return grantedSeconds === 0 ? 'no_credit' : { grantedSeconds, rate };
};

/** A service that has ended takes no calls, also before it was taken out of the forwardings. @source POLICY.md S3 */
const hasEnded = async (tx: Tx, context: Context, service: string): Promise<boolean> =>
  (await findService(tx, context, service))?.status === 'ended';

const hold = async (
  tx: Tx,
  context: Context,
  { id, customerId }: IncomingRow,
  targets: readonly CallTarget[],
): Promise<string | null> => {
  const amountMicros = toHold(targets);
  return amountMicros === 0n
    ? null
    : openCallHold(tx, context, { id, customerId: customerId!, amountMicros });
};
