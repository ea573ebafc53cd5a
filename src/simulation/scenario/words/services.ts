import { z } from 'zod';
import { announceSunset } from '#suppliers';
import { date, name, word } from '../word.ts';

export const sunset = word(
  z.strictObject({ service: name, closedFrom: date, lastDay: date }),
  async ({ world }, { service, closedFrom, lastDay }) => {
    await world.inTransaction((tx) =>
      announceSunset(tx, world.context, {
        service,
        closedFrom: Temporal.PlainDate.from(closedFrom),
        lastDay: Temporal.PlainDate.from(lastDay),
      }),
    );
  },
);
