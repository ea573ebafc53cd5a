import type { DueTask } from '#platform';
import type { Context } from '#policy';
import { deletions } from './documents/delete-documents.ts';
import { registrationReminders } from './registrations/remind.ts';

/** Reminders come last of all that falls due at one instant. */
export const reminderTasks: readonly DueTask<Context>[] = [registrationReminders];

export const housekeepingTasks: readonly DueTask<Context>[] = [deletions];
