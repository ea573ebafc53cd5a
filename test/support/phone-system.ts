import assert from 'node:assert/strict';
import { isRefusal } from '#platform';
import { announceSunset, putService } from '#suppliers';
import {
  describePlan,
  forwardingOf,
  forwardNumber,
  moveFromService,
  planTo,
  sunsetReminders,
  type MoveOrder,
  type Plan,
  type Target,
} from '#voice';
import { openShop, tenOfRome } from './number-shop.ts';

export const service: Target = { kind: 'service', target: 'phone-system' };
export const sip: Target = { kind: 'sip', target: 'sip:ada@sip.example.net' };
export const phone: Target = { kind: 'pstn', target: '+393471234567' };
export const titles = { en: 'Phone system', es: 'Centralita', it: 'Centralino' };
export const ofAda = ['+390612345670', '+390612345671'] as const;
export const ofBob = ['+390612345672', '+390612345673'] as const;
export const always = { days: null, minutes: null };
export const dates = (closedFrom: string, lastDay: string) => ({
  service: 'phone-system',
  closedFrom: Temporal.PlainDate.from(closedFrom),
  lastDay: Temporal.PlainDate.from(lastDay),
});
export const refused = (code: string, work: Promise<unknown>): Promise<void> =>
  assert.rejects(work, (error) => isRefusal(error) && error.code === code);

/** Ada and Bob hold two numbers each, for a year; all four are forwarded to the service, which ends with 31 December 2022. */
export const onTheService = async () => {
  const shop = await openShop(tenOfRome(), { start: '2022-06-01T09:00' });
  const { db, context, inTx, id } = shop;
  await inTx((tx) =>
    putService(tx, context, { name: 'phone-system', titles, supplier: null, sipUriTemplate: null }),
  );
  const forward = (name: string, e164: string, plan: Plan): Promise<void> =>
    inTx((tx) => forwardNumber(tx, context, { customerId: id(name), e164, plan }));
  for (const [name, numbers] of [
    ['ada', ofAda],
    ['bob', ofBob],
  ] as const) {
    await shop.customer(name, '200.00');
    for (const e164 of numbers) {
      await shop.buy(name, e164, 12);
      await forward(name, e164, planTo(service));
    }
  }
  await inTx((tx) => announceSunset(tx, context, dates('2022-07-01', '2022-12-31')));
  return {
    ...shop,
    forward,
    forwarding: async (name: string, e164: string): Promise<string> => {
      const found = await forwardingOf(db, { customerId: id(name), e164 });
      return found === null ? 'none' : describePlan(found);
    },
    /** Who was reminded of which step, of how many numbers. */
    reminded: async (): Promise<readonly string[]> =>
      (await shop.events('voice.sunset_reminder')).map(
        ({ customerId, step, numbers }) =>
          `${customerId === id('ada') ? 'ada' : 'bob'} ${step}: ${(numbers as readonly string[]).length}`,
      ),
    remindOn: (local: string): Promise<number> => {
      shop.sleepUntil(local);
      return sunsetReminders.run(db, context);
    },
    move: (order: Omit<MoveOrder, 'customerId' | 'service'>) =>
      inTx((tx) =>
        moveFromService(tx, context, { customerId: id('ada'), service: 'phone-system', ...order }),
      ),
  };
};
