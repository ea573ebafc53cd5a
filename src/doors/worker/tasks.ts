// What falls due, in the order of the policy: money arrives; renewals; restores by the credit that arrived; quarantines that end; registration
// deadlines; ends of services; reminders; and what all of these cause. One list for production, the demonstration's moved clock and scenarios (decision 0002).
import { deliveryTask, pruneTask, type Keeping } from '#webhooks';
import { forgetting } from '#fraud';
import { forgottenCodes } from '#caller-id';
import {
  housekeepingTasks as complianceHousekeeping,
  reminderTasks as complianceReminders,
} from '#compliance';
import { tasks as ledgerTasks } from '#ledger';
import { erasedMessages, incompleteMessages, sandboxMessages } from '#messaging';
import { mailTask, type MailTransport } from '#notifications';
import { reminderTasks as numberReminders, tasks as numberTasks } from '#numbers';
import { paymentTasks, type Processors } from '#payments';
import type { Config } from '#platform';
import { serviceEnds, sunsetReminders, voiceTasks, type VoiceParts } from '#voice';
import { compensations, registrationReleases } from '#refunds';
import type { Task } from './calendar.ts';
import { dispatchTask } from './dispatch.ts';
import { subscriptions } from './subscriptions.ts';

export interface TaskParts {
  readonly processors: Partial<Processors>;
  readonly voice: VoiceParts;
  readonly transport: MailTransport;
  readonly webhooks: Keeping;
  readonly baseUrl: string;
  readonly mode: Config['mode'];
  readonly smsRetentionDays: number;
}

export const tasksFor = ({
  processors,
  voice,
  transport,
  webhooks,
  baseUrl,
  mode,
  smsRetentionDays,
}: TaskParts): readonly Task[] => {
  const dispatch = dispatchTask(subscriptions(baseUrl));
  return [
    ...paymentTasks(processors),
    // What is given back arrives as credit does: before what is renewed and restored by it.
    compensations,
    // Twice: what credit arrived must be known before numbers are restored by it, and what was caused last must be told now.
    dispatch,
    ...numberTasks,
    registrationReleases,
    // After the numbers: one that is cancelled at this instant receives nothing more.
    ...(mode === 'demo' ? [sandboxMessages] : []),
    incompleteMessages,
    serviceEnds,
    // Calls come after what the day brings: a renewal of this instant takes the credit first.
    ...voiceTasks(voice),
    ...numberReminders,
    ...complianceReminders,
    sunsetReminders,
    dispatch,
    mailTask(transport),
    deliveryTask({ ...webhooks, link: `${baseUrl}/v1/webhooks/endpoints` }),
    pruneTask(smsRetentionDays),
    ...ledgerTasks,
    erasedMessages(smsRetentionDays),
    forgetting,
    forgottenCodes,
    ...complianceHousekeeping,
  ];
};
