import { recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import { stillOn } from './service-users.ts';

/** The end of a service, as suppliers announced or corrected it. Dates are ISO dates. */
export interface AnnouncedSunset {
  readonly service: string;
  readonly revision: number;
  readonly closedFrom: string;
  readonly lastDay: string;
  /** The customer after whom to go on; left out: from the beginning. */
  readonly after?: string | undefined;
}

/**
 * Says of everybody who is on the service that they are concerned: some hundred in this transaction, and an event to ourselves goes on
 * with the next ones.
 * @source POLICY.md S2
 */
export const tellOfSunset = async (tx: Tx, context: Context, sunset: AnnouncedSunset): Promise<void> => {
  const { after: _, ...announced } = sunset;
  const { customers, after } = await stillOn(tx, sunset.service, sunset.after ?? null);
  await recordEvents(
    tx,
    context.clock,
    'voice.sunset_announced',
    customers.map(({ customerId, e164s }) => ({ customerId, ...announced, numbers: e164s })),
  );
  if (after !== null)
    await recordEvents(tx, context.clock, 'voice.sunset_announcing', [{ ...announced, after }]);
};
