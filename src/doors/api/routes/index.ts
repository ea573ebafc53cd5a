import type { App } from '../../../app.ts';
import type { Register } from '../route.ts';
import type { Api } from '../server.ts';
import { accountRoutes } from './account.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { callRoutes, testCallRoutes } from './calls.ts';
import { automaticPaymentRoutes } from './automatic-payments.ts';
import { automaticTopUpRoutes } from './automatic-top-up.ts';
import { catalogueRoutes } from './catalogue.ts';
import { certificateRoutes } from './certificates.ts';
import { clockRoutes } from './clock.ts';
import { customerRoutes } from './customers.ts';
import { disputeRoutes, sandboxRoutes } from './disputes.ts';
import { documentationRoutes } from './documentation.ts';
import { fraudCaseRoutes } from './fraud-cases.ts';
import { fraudDecisionRoutes } from './fraud-decisions.ts';
import { fraudSignalRoutes } from './fraud-signals.ts';
import { freezeRoutes } from './freeze.ts';
import { compensationRoutes } from './compensations.ts';
import { incidentRecordRoutes } from './incident-records.ts';
import { incidentRoutes } from './incidents.ts';
import { forwardingRoutes } from './forwarding.ts';
import { ledgerRoutes } from './ledger.ts';
import { mailRoutes } from './mails.ts';
import { messageRoutes, sandboxMessageRoutes } from './messages.ts';
import { documentRoutes } from './documents.ts';
import { addressRoutes, identityRoutes } from './identities.ts';
import { registrationRoutes } from './registrations.ts';
import { numberOrderRoutes } from './number-orders.ts';
import { numberRoutes } from './numbers.ts';
import { operationRoutes } from './operations.ts';
import { paymentRoutes } from './payments.ts';
import { paymentMethodRoutes } from './payment-methods.ts';
import { payoutRoutes } from './payouts.ts';
import { policyPreviewRoutes } from './policy-previews.ts';
import { policyRoutes, policyWritingRoutes } from './policy.ts';
import { rateRoutes } from './rates.ts';
import { refundRoutes } from './refunds.ts';
import { serviceRoutes } from './services.ts';
import { signInRoute } from './sign-in.ts';
import { staffMemberRoutes } from './staff.ts';
import { statementRoutes } from './statement.ts';
import { stockImportRoutes } from './stock-imports.ts';
import { stockRoutes } from './stock.ts';
import { sunsetMoveRoutes } from './sunset-moves.ts';
import { sunsetRoutes } from './sunsets.ts';
import { systemRoutes } from './system.ts';
import { userRoutes } from './users.ts';
import { sandboxVerificationRoutes, verificationRoutes } from './verifications.ts';
import { voipProviderRoutes } from './voip-providers.ts';
import { walletRoutes } from './wallet.ts';
import { webhookMessageRoutes } from './webhook-messages.ts';
import { webhookActionRoutes, webhookRoutes } from './webhooks.ts';

const everywhere: readonly Register[] = [
  ...catalogueRoutes,
  ...numberRoutes,
  ...numberOrderRoutes,
  ...serviceRoutes,
  ...sunsetRoutes,
  ...sunsetMoveRoutes,
  ...voipProviderRoutes,
  ...messageRoutes,
  ...verificationRoutes,
  ...certificateRoutes,
  ...forwardingRoutes,
  ...callRoutes,
  ...rateRoutes,
  ...registrationRoutes,
  ...identityRoutes,
  ...addressRoutes,
  ...documentRoutes,
  ...walletRoutes,
  ...statementRoutes,
  ...paymentRoutes,
  ...automaticPaymentRoutes,
  ...automaticTopUpRoutes,
  ...paymentMethodRoutes,
  ...payoutRoutes,
  ...disputeRoutes,
  ...refundRoutes,
  ...incidentRoutes,
  ...incidentRecordRoutes,
  ...compensationRoutes,
  ...policyRoutes,
  ...policyWritingRoutes,
  ...policyPreviewRoutes,
  ...mailRoutes,
  ...webhookRoutes,
  ...webhookActionRoutes,
  ...webhookMessageRoutes,
  ...accountRoutes,
  ...userRoutes,
  ...apiKeyRoutes,
  ...freezeRoutes,
  ...customerRoutes,
  ...fraudCaseRoutes,
  ...fraudDecisionRoutes,
  ...fraudSignalRoutes,
  ...stockRoutes,
  ...stockImportRoutes,
  ...ledgerRoutes,
  ...operationRoutes,
  ...staffMemberRoutes,
  ...systemRoutes,
  signInRoute,
];

/** All endpoints, in the order of the documentation. */
export const registerRoutes = async (api: Api, app: App): Promise<void> => {
  const demoOnly =
    app.config.mode === 'demo'
      ? [
          ...clockRoutes,
          ...sandboxRoutes,
          ...sandboxMessageRoutes,
          ...sandboxVerificationRoutes,
          ...testCallRoutes,
        ]
      : [];
  for (const register of [...everywhere, ...demoOnly]) register(api, app);
  await documentationRoutes(api, app);
};
