import { dateAt, recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import type { Missing } from './missing.ts';
import type { Reason, Registration } from './registration.ts';

/** What happens to registrations, for those who react. All with {customerId, registrationId, rentalId, e164}. */
interface Payloads {
  /** It is not handed in, and its deadline comes nearer. Dates are the operator's. */
  readonly 'compliance.missing': {
    readonly deadline: string;
    readonly daysLeft: number;
    readonly missing: readonly Missing[];
  };
  readonly 'compliance.submitted': object;
  /** It can be corrected until the deadline, unless that has passed. */
  readonly 'compliance.rejected': {
    readonly no: number;
    readonly deadline: string;
    readonly tooLate: boolean;
    readonly reasons: readonly Reason[];
    readonly note: string | null;
  };
  readonly 'compliance.approved': object;
}

export const recordRegistrationEvent = <Kind extends keyof Payloads>(
  tx: Tx,
  context: Context,
  kind: Kind,
  registration: Registration,
  payload: Payloads[Kind],
): Promise<void> => {
  const { customerId, id: registrationId, rentalId, e164 } = registration;
  return recordEvents(tx, context.clock, kind, [
    { customerId, registrationId, rentalId: String(rentalId), e164, ...payload },
  ]);
};

/** The date at whose beginning the number is released. */
export const deadlineDate = (context: Context, { deadline }: Registration): Temporal.PlainDate =>
  dateAt(deadline, context.operator.timeZone);
