import {
  confirmCase,
  dismissCase,
  noAppeal,
  notEndorsed,
  rejectAppeal,
  secondMemberNeeded,
  unknownCase,
  upholdAppeal,
  wrongState,
} from '#fraud';
import { moneyRoute, writeRoute, type Register } from '../route.ts';
import { body } from '../schemas.ts';
import { caseFile, caseParams, done, reason } from './fraud-case.ts';

/** For staff who decide about cases of fraud, and about appeals. */
export const fraudDecisionRoutes: readonly Register[] = [
  (api, app) =>
    moneyRoute(api, app, {
      method: 'POST',
      url: '/v1/fraud/cases/:caseId/confirm',
      tag: 'Fraud',
      operationId: 'confirmFraudCase',
      summary: 'Confirm a case: the credit is forfeited',
      description:
        'By another member of staff than the one who stands for it. Numbers whose paid-until date has passed enter quarantine, the others on that date; the customer is told, with the way to appeal.',
      permission: 'fraud:confirm',
      params: caseParams,
      body: body({ reason: reason.optional() }),
      answer: 'Confirmed',
      response: caseFile,
      refuses: [unknownCase, wrongState, notEndorsed, secondMemberNeeded],
      audit: null,
      handler: async (tx, call) => {
        const { caseId } = call.params;
        await confirmCase(tx, call.context, { caseId, ...call.body });
        return done(tx, call.context, 'fraud.confirmed', caseId, call.body);
      },
    }),

  (api, app) =>
    moneyRoute(api, app, {
      method: 'POST',
      url: '/v1/fraud/cases/:caseId/dismiss',
      tag: 'Fraud',
      operationId: 'dismissFraudCase',
      summary: 'Dismiss a case: everything is as before',
      description:
        'The credit is free, the numbers work again, and renewals that waited are made up for. What a signal counted up to now is not counted again.',
      permission: 'fraud:confirm',
      params: caseParams,
      body: body({ reason }),
      answer: 'Dismissed',
      response: caseFile,
      refuses: [unknownCase, wrongState],
      audit: null,
      handler: async (tx, call) => {
        const { caseId } = call.params;
        await dismissCase(tx, call.context, { caseId, ...call.body });
        return done(tx, call.context, 'fraud.dismissed', caseId, call.body);
      },
    }),

  (api, app) =>
    moneyRoute(api, app, {
      method: 'POST',
      url: '/v1/fraud/cases/:caseId/appeal/uphold',
      tag: 'Fraud',
      operationId: 'upholdFraudAppeal',
      summary: 'Uphold the appeal: everything is as before',
      description:
        'The forfeited credit comes back to the cent. Only numbers that were dismissed meanwhile stay dismissed. The customer reads the reason.',
      permission: 'fraud:confirm',
      params: caseParams,
      body: body({ reason }),
      answer: 'Upheld',
      response: caseFile,
      refuses: [unknownCase, wrongState, noAppeal],
      audit: null,
      handler: async (tx, call) => {
        const { caseId } = call.params;
        await upholdAppeal(tx, call.context, { caseId, ...call.body });
        return done(tx, call.context, 'fraud.upheld', caseId, call.body);
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/fraud/cases/:caseId/appeal/reject',
      tag: 'Fraud',
      operationId: 'rejectFraudAppeal',
      summary: 'Reject the appeal: the case stays confirmed',
      description: 'The customer reads the reason.',
      permission: 'fraud:confirm',
      params: caseParams,
      body: body({ reason }),
      answer: 'Rejected',
      response: caseFile,
      refuses: [unknownCase, wrongState, noAppeal],
      audit: null,
      handler: async (tx, call) => {
        const { caseId } = call.params;
        await rejectAppeal(tx, call.context, { caseId, ...call.body });
        return done(tx, call.context, 'fraud.appeal_rejected', caseId, call.body);
      },
    }),
];
