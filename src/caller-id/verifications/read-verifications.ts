import { numberCursor, pageFrom, type Database, type Page, type PageRequest } from '#platform';
import type { Context } from '#policy';
import { unknownVerification } from '../errors.ts';
import { selectCaught, selectVerification, selectVerifications } from './store.ts';
import { stateAt, type Verification, type VerificationView } from './verification.ts';

/** One verification; of `customerId`, where one is given. @refuses caller_id.unknown_verification */
export const verificationById = async (
  db: Database,
  context: Context,
  {
    verificationId,
    customerId,
  }: { readonly verificationId: string; readonly customerId?: string | undefined },
): Promise<VerificationView> => {
  const found = await selectVerification(db, verificationId);
  if (found === undefined || (customerId !== undefined && found.customerId !== customerId))
    throw unknownVerification({ verificationId });
  return (await viewsOf(db, context, [found]))[0]!;
};

/** Newest first. @refuses pages.invalid_cursor */
export const listVerifications = async (
  db: Database,
  context: Context,
  filter: PageRequest & { readonly customerId?: string | undefined; readonly e164?: string | undefined },
): Promise<Page<VerificationView>> => {
  const { customerId = null, e164 = null, limit } = filter;
  const before = numberCursor(filter.cursor);
  const rows = await selectVerifications(db, { customerId, e164, before, limit: limit + 1 });
  return pageFrom(await viewsOf(db, context, rows), limit, ({ no }) => String(no));
};

const viewsOf = async (
  db: Database,
  context: Context,
  verifications: readonly Verification[],
): Promise<readonly VerificationView[]> => {
  const caught = await selectCaught(
    db,
    verifications.map(({ id }) => id),
  );
  const now = context.clock.now();
  return verifications.map((verification) => {
    const found = caught.get(verification.id) ?? [];
    return { ...verification, state: stateAt(verification, found, now), caught: found };
  });
};
