import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { movableClock } from '#platform';
import { today, type Context } from '#policy';
import { freshDatabase } from '../../../test/support/database.ts';
import type { Task } from './calendar.ts';
import { startWorker } from './loop.ts';

const rome = (local: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Rome').toInstant();

describe('a worker whose round passes midnight', () => {
  it('still does what is due at midnight in the order of the list', async () => {
    const { db } = await freshDatabase();
    const clock = movableClock(rome('2022-04-09T23:59:59.950'));
    const operator = {
      name: 'Ringfence',
      timeZone: 'Europe/Rome',
      currency: 'EUR',
      supportEmail: 'help@ringfence.example',
    };
    const context: Context = { clock, operator, actor: 'system' };
    const done: string[] = [];
    const once = (name: string, due: Temporal.Instant, effect = (): void => undefined): Task => ({
      name,
      nextDue: () => Promise.resolve(done.some((entry) => entry.startsWith(name)) ? null : due),
      run: (_, during) => {
        effect();
        done.push(`${name} on ${today(during)}`);
        return Promise.resolve(1);
      },
    });
    const midnight = rome('2022-04-10T00:00');
    const worker = startWorker({
      db,
      context,
      tasks: [
        once('renewals', midnight),
        once('slow', rome('2022-04-09T12:00'), () => clock.moveTo(rome('2022-04-10T00:00:00.010'))),
        once('dismissals', midnight),
      ],
      log: { info: () => undefined, error: () => undefined },
    });
    for (let waited = 0; done.length < 3 && waited < 100; waited += 1) await setTimeout(20);
    await worker.stop();
    assert.deepEqual(done, ['slow on 2022-04-09', 'renewals on 2022-04-10', 'dismissals on 2022-04-10']);
  });
});
