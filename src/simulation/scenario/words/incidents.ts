import { z } from 'zod';
import { cityScope, openIncident, services, type Scope } from '#incidents';
import type { Tx } from '#platform';
import { momentIn } from '../moment.ts';
import { e164, moment, name, word } from '../word.ts';
import type { World } from '../world.ts';

const scope = z.union(
  [
    z.strictObject({ numbers: z.array(e164).min(1) }),
    z.strictObject({ supplier: name }),
    z.strictObject({ city: name, country: z.string().length(2).optional() }),
    z.strictObject({ country: z.string().length(2) }),
  ],
  'needs numbers, a supplier, a country or a city',
);

export const incident = word(
  z.strictObject({
    from: moment,
    to: moment.optional(),
    services: z.array(z.enum(services)).min(1).default(['voice']),
    scope,
    fault: z.enum(['ours', 'external']),
    proven: z.boolean().default(true),
  }),
  async ({ world, name: called }, order) => {
    const { timeZone } = world.context.operator;
    const opened = await world.inTransaction(async (tx) =>
      openIncident(tx, asStaff(world), {
        from: momentIn(timeZone, order.from),
        until: order.to === undefined ? null : momentIn(timeZone, order.to),
        services: order.services,
        scope: await scopeOf(tx, order.scope),
        fault: order.fault,
        provenBy: order.proven ? 'staff' : null,
      }),
    );
    if (called !== undefined) world.incidents.set(called, opened.id);
  },
);

const asStaff = ({ context }: World) => ({ ...context, actor: 'staff:story' });

const scopeOf = async (tx: Tx, given: z.output<typeof scope>): Promise<Scope> =>
  'city' in given ? cityScope(tx, given.city, given.country) : given;
