import type { DueTask } from '#platform';
import type { Context } from '#policy';
import { dismissals, resale } from './rentals/dismissals.ts';
import { lapses } from './rentals/lapses.ts';
import { reminders } from './rentals/reminders.ts';
import { renewals } from './rentals/renewals.ts';
import { restores } from './rentals/restores.ts';
import { deadImports } from './stock/import/stock-import.ts';
import { endedReservations } from './stock/reserve-number.ts';

/**
 * What falls due with numbers, in the order in which it happens when it falls due at one instant.
 * @source POLICY.md §1, what falls due at one instant
 */
export const tasks: readonly DueTask<Context>[] = [
  renewals,
  lapses,
  restores,
  dismissals,
  resale,
  endedReservations,
  deadImports,
];

/** Reminders come last of all that falls due at one instant. */
export const reminderTasks: readonly DueTask<Context>[] = [reminders];
