// What comes of a service that ends, and of a number that is gone for good, for where calls go.
import { z } from 'zod';
import { forgetForwarding, tellOfSunset } from '#voice';
import type { Reaction } from './dispatch.ts';

const announced = z.object({
  service: z.string(),
  revision: z.int(),
  closedFrom: z.iso.date(),
  lastDay: z.iso.date(),
  after: z.uuid().optional(),
});

/** Who is on the service is told. */
export const sunsetAnnounced: Reaction = (tx, context, { payload }) =>
  tellOfSunset(tx, context, announced.parse(payload));

export const forwardsNowhere: Reaction = (tx, context, { payload }) =>
  forgetForwarding(tx, context, BigInt(String(payload['rentalId'])));
