import { advance } from '../../../doors/worker/calendar.ts';
import { momentIn, storyTime } from '../moment.ts';
import { moment, word } from '../word.ts';

export const at = word(moment, async ({ world, asleep }, order) => {
  const { timeZone } = world.app.operator;
  const until = momentIn(timeZone, order);
  if (Temporal.Instant.compare(until, world.clock.now()) < 0)
    throw new RangeError(
      `the story is already at ${storyTime(world.clock.now(), timeZone)}; it cannot go back`,
    );
  if (asleep === true) world.clock.moveTo(until);
  else await advance(world.app.connection.db, world.context, world.app.tasks, until);
});
