import {
  caseById,
  caseOpen,
  endorseCase,
  giveEvidence,
  listCases,
  proposeCase,
  unknownCase,
  wrongState,
} from '#fraud';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { body, customerFilter, customerQuery, pageOf, pageQuery, query } from '../schemas.ts';
import { caseFile, caseOut, caseParams, done, evidence, listedCase, state } from './fraud-case.ts';

/** For staff: cases of fraud, and what lies in their files. */
export const fraudCaseRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/fraud/cases',
      tag: 'Fraud',
      operationId: 'listFraudCases',
      summary: 'Cases of fraud',
      description: 'Newest first. `state=proposed`: those that wait to be decided.',
      permission: 'fraud:read',
      query: query({ ...pageQuery, ...customerFilter, state: state.optional() }),
      response: pageOf(listedCase),
      handler: async (tx, call) => {
        const { limit, cursor, state: wanted } = call.query;
        return listCases(tx, { ...(await call.owner(tx)), state: wanted }, { limit, cursor });
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/fraud/cases/:caseId',
      tag: 'Fraud',
      operationId: 'getFraudCase',
      summary: 'One case, with its evidence and appeals',
      description: 'All that lies in its file.',
      permission: 'fraud:read',
      params: caseParams,
      response: caseFile,
      refuses: [unknownCase],
      handler: async (tx, call) => caseOut(await caseById(tx, call.params.caseId)),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/fraud/cases',
      tag: 'Fraud',
      operationId: 'proposeFraudCase',
      summary: 'Propose a case, with evidence',
      description:
        'At once the credit of the customer is frozen and their active numbers are suspended. Another member of staff confirms it, or somebody dismisses it.',
      permission: 'fraud:write',
      query: query(customerQuery),
      body: body({ evidence }),
      status: 201,
      answer: 'Proposed',
      response: caseFile,
      refuses: [caseOpen],
      audit: null,
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        const caseId = await proposeCase(tx, call.context, { customerId, ...call.body });
        return done(tx, call.context, 'fraud.proposed', caseId);
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/fraud/cases/:caseId/evidence',
      tag: 'Fraud',
      operationId: 'giveFraudEvidence',
      summary: 'Add evidence to a case',
      description: 'For or against, as long as the case is not decided.',
      permission: 'fraud:write',
      params: caseParams,
      body: body({ text: evidence }),
      status: 201,
      answer: 'Added',
      response: caseFile,
      refuses: [unknownCase, wrongState],
      audit: null,
      handler: async (tx, call) => {
        const { caseId } = call.params;
        await giveEvidence(tx, call.context, { caseId, ...call.body });
        return done(tx, call.context, 'fraud.evidence_given', caseId);
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/fraud/cases/:caseId/endorsement',
      tag: 'Fraud',
      operationId: 'endorseFraudCase',
      summary: 'Stand for what a signal proposed',
      description: 'With evidence of your own. It takes a colleague to confirm it then.',
      permission: 'fraud:write',
      params: caseParams,
      body: body({ text: evidence }),
      response: caseFile,
      refuses: [unknownCase, wrongState],
      audit: null,
      handler: async (tx, call) => {
        const { caseId } = call.params;
        await endorseCase(tx, call.context, { caseId, ...call.body });
        return done(tx, call.context, 'fraud.endorsed', caseId);
      },
    }),
];
