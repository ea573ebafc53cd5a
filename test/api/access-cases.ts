// What each endpoint is asked in the tests of who may do what: a request that its owner gets an answer to, so that a refusal to somebody else
// says something.
import assert from 'node:assert/strict';
import { callCases, toVoip } from './access-cases-of-calls.ts';
import { registrationsOf } from './access-registrations.ts';
import { testApp, type Reply, type TestApp } from '../support/app.ts';
import { preparePayments } from './access-of-payments.ts';
import { exampleIncident, exampleProvider, inThree } from './access-examples.ts';
import { policyCases, webhookCases } from './access-hooks.ts';

type By = 'customer' | 'support' | 'finance' | 'admin';

export interface AccessCase {
  /** Who may ask this, and gets an answer. */
  readonly by: By;
  /** The values of the parameters in the path. */
  readonly path?: Readonly<Record<string, string>>;
  /** Without the question mark. */
  readonly query?: string;
  readonly body?: unknown;
  readonly contentType?: string;
  /** With what the owner is answered, where that is not the endpoint's own status. */
  readonly status?: number;
}

export interface AccessWorld extends TestApp {
  readonly cases: Readonly<Record<string, AccessCase>>;
  /** What belongs to the customer and must not be seen by another. */
  readonly belongings: readonly string[];
}

const held = '+390612345670';
const quarantined = '+390612345671';
const free = '+390612345675';
/** To be reserved: by the owner, and by others. */
export const reservable = { own: '+390612345676', other: '+390612345677' };

const created = ({ status, body, text }: Reply) => {
  assert(status < 300, text);
  return body;
};

/** Cases of fraud of other customers: two proposed, two confirmed and appealed against; and a customer without one. */
const fraudCases = async ({ newCustomer, support, finance }: TestApp) => {
  const suspect = async (name: string): Promise<{ id: string; caseId: string; appeal(): Promise<Reply> }> => {
    const known = await newCustomer(name, `${name}@example.net`);
    const opened = await support.post(`/v1/fraud/cases?customer=${known.id}`, { evidence: 'a test' });
    return {
      id: known.id,
      caseId: created(opened).id,
      appeal: () => known.post('/v1/freeze/appeals', { text: 'It was not me.' }),
    };
  };
  const confirmed = async (name: string): Promise<string> => {
    const { caseId, appeal } = await suspect(name);
    created(await finance.post(`/v1/fraud/cases/${caseId}/confirm`, {}));
    created(await appeal());
    return caseId;
  };
  return {
    unsuspected: (await newCustomer('trudy', 'trudy@example.net')).id,
    proposed: [(await suspect('mallory')).caseId, (await suspect('oscar')).caseId],
    confirmed: [await confirmed('eve-l'), await confirmed('sybil')],
  };
};

/** A customer with something of everything: credit, numbers, refunds, payouts that wait for bank details, users, keys, mails. */
export const accessWorld = async (): Promise<AccessWorld> => {
  const world = await testApp();
  const { customer, admin, support } = world;
  const payment = created(await customer.post('/v1/payments', { processor: 'paypal', amount: '40.00' }));
  await world.settle();
  // Half a year later PayPal gives nothing back by itself: three payouts by hand.
  await world.moveTo('2022-09-20T09:00');
  const payouts: string[] = [];
  for (let index = 0; index < 3; index += 1) {
    const refund = created(await customer.post('/v1/refunds', { for: 'credit', amount: '5.00' }));
    payouts.push(created(await customer.get(`/v1/payouts?refundId=${refund.id}`)).items[0].id);
  }
  created(await customer.put(`/v1/payouts/${payouts[1]}/bank-details`, bankDetails));
  created(await customer.post('/v1/payments', { processor: 'card', amount: '100.00' }));
  await world.settle();
  const payments = await preparePayments(world, payment.id, created);
  for (const number of [held, quarantined]) created(await customer.post('/v1/numbers', { number }));
  created(await customer.patch(`/v1/numbers/${quarantined}`, { renewal: false }));
  await world.moveTo('2022-10-21T09:00');
  created(await customer.put(`/v1/reservations/${free}`));
  created(await customer.post('/v1/account/sms-acknowledgements'));
  created(
    await customer.post('/v1/sandbox/messages', { to: held, from: 'BANK', text: 'Your code is 123456' }),
  );
  await world.settle();
  const message = created(await customer.get('/v1/messages')).items[0];
  const verification = created(await customer.post(`/v1/numbers/${held}/verifications`, {}));
  const certificate = created(await customer.post(`/v1/numbers/${held}/certificates`));
  const person = (name: string) => ({
    name,
    email: `${name}@example.net`,
    password: 'quite a long password',
  });
  const user = created(await customer.post('/v1/users', person('eve'))).userId;
  created(await customer.post('/v1/users', person('carol')));
  const key = created(await customer.post('/v1/api-keys', { name: 'books', scopes: ['wallet:read'] }));
  created(await customer.put(`/v1/numbers/${held}/forwarding`, toVoip));
  const call = created(await customer.post('/v1/test-calls', { number: held, seconds: 10 }));
  const mail = created(await customer.get('/v1/mails')).items[0];
  const refund = created(await customer.get('/v1/refunds')).items[0];
  const incident = created(await support.post('/v1/incident-records', exampleIncident));
  const closing = created(
    await support.post('/v1/customers', { name: 'Leaving', email: 'leaving@example.net' }),
  );
  const clerk = created(await admin.post('/v1/staff', { ...person('clerk'), role: 'support' }));
  const stockFile = 'number,country,city,kind,monthly,supplier\n+390612345699,IT,rome,local,4.00,Example\n';
  const imported = created(await admin.post('/v1/stock/imports?dryRun=true', stockFile, csv));
  created(await admin.post('/v1/stock/withdrawals', { numbers: ['+390612345679'], reason: 'a test' }));
  for (const service of ['phone-system', 'answering-machine'])
    created(await admin.put(`/v1/services/${service}`, { titles: inThree(service) }));
  const end = { service: 'answering-machine', closedFrom: '2023-01-01', lastDay: '2023-06-30' };
  created(await admin.post('/v1/sunsets', end));
  const fraud = await fraudCases(world);
  const hooks = await webhookCases(world);
  const policy = await policyCases(world);
  const registrations = await registrationsOf(world);
  const journal = created(await world.finance.get('/v1/ledger/journals')).items[0];
  return {
    ...world,
    belongings: [
      ...hooks.belongings,
      customer.id,
      'ada@example.net',
      payment.id,
      ...payments.belongings,
      refund.id,
      ...payouts,
      held,
      quarantined,
      message.id,
      verification.id,
      certificate.code,
      user,
      key.id,
      call.id,
      ...registrations.belongings,
    ],
    cases: {
      listNumbers: { by: 'customer' },
      getNumber: { by: 'customer', path: { number: held } },
      changeNumber: { by: 'customer', path: { number: held }, body: { renewal: true } },
      orderRenewals: { by: 'customer', body: { numbers: [held] } },
      listNumberHistory: { by: 'customer', path: { number: held } },
      buyNumber: { by: 'customer', body: { number: free } },
      payAhead: { by: 'customer', path: { number: held }, body: { periods: 1 } },
      restoreNumber: { by: 'customer', path: { number: quarantined } },
      putService: { by: 'support', path: { service: 'fax' }, body: { titles: inThree('Fax') } },
      listSuppliers: { by: 'support' },
      putSupplier: { by: 'support', path: { supplier: 'Example' }, body: { notes: 'a test' } },
      announceSunset: {
        by: 'admin',
        body: { service: 'phone-system', closedFrom: '2023-01-01', lastDay: '2023-06-30' },
      },
      correctSunset: {
        by: 'admin',
        path: { service: 'answering-machine' },
        body: { closedFrom: '2023-01-01', lastDay: '2023-07-31' },
      },
      // Nothing of the customer's is forwarded to it.
      moveFromService: {
        by: 'customer',
        path: { service: 'phone-system' },
        body: { to: { address: 'sip:ada@sip.example.net' }, numbers: [held] },
        status: 409,
      },
      putVoipProvider: { by: 'support', path: { provider: 'example' }, body: exampleProvider },
      listReservations: { by: 'customer' },
      reserveNumber: { by: 'customer', path: { number: reservable.own } },
      releaseNumber: { by: 'customer', path: { number: reservable.own } },
      listAffectedNumbers: { by: 'customer', query: `incident=${incident.id}` },
      listIncidentRecords: { by: 'support' },
      openIncident: { by: 'support', body: exampleIncident },
      getIncidentRecord: { by: 'support', path: { incidentId: incident.id } },
      correctIncident: {
        by: 'support',
        path: { incidentId: incident.id },
        body: { until: '2022-10-20T12:30:00Z', reason: 'the supplier told us' },
      },
      listAffected: { by: 'support', path: { incidentId: incident.id } },
      compensateAffected: { by: 'finance', path: { incidentId: incident.id } },
      listCompensations: { by: 'support', path: { incidentId: incident.id } },
      listMessages: { by: 'customer' },
      getMessage: { by: 'customer', path: { messageId: message.id } },
      listSmsAcknowledgements: { by: 'customer' },
      acknowledgeSms: { by: 'customer' },
      getMessageForwarding: { by: 'customer', path: { number: held } },
      forwardMessages: { by: 'customer', path: { number: held }, body: { toEmail: true } },
      awaitCode: { by: 'customer', path: { number: held }, body: {} },
      listVerifications: { by: 'customer' },
      getVerification: { by: 'customer', path: { verificationId: verification.id } },
      closeVerification: { by: 'customer', path: { verificationId: verification.id } },
      issueCertificate: { by: 'customer', path: { number: held } },
      listCertificates: { by: 'customer' },
      getCertificate: { by: 'customer', path: { code: certificate.code } },
      revokeCertificate: { by: 'customer', path: { code: certificate.code } },
      listUndeliveredMessages: { by: 'support' },
      placeVerificationCall: { by: 'customer', body: { to: held, from: '+441632960001' } },
      sendSandboxMessage: { by: 'customer', body: { to: held, from: 'BANK', text: 'hello' } },
      ...callCases(held, call.id),
      ...registrations.cases,
      getWallet: { by: 'customer' },
      givePromotion: {
        by: 'finance',
        query: `customer=${customer.id}`,
        body: { amount: '1.00', reason: 'a test' },
      },
      getStatement: { by: 'customer' },
      listPayments: { by: 'customer' },
      topUp: { by: 'customer', body: { processor: 'bank', amount: '10.00' } },
      getPayment: { by: 'customer', path: { paymentId: payment.id } },
      listPayouts: { by: 'customer' },
      ...payments.cases,
      getPayout: { by: 'customer', path: { payoutId: payouts[0]! } },
      giveBankDetails: { by: 'customer', path: { payoutId: payouts[0]! }, body: bankDetails },
      settlePayout: { by: 'finance', path: { payoutId: payouts[1]! }, body: { reference: 'T-1' } },
      failPayout: { by: 'finance', path: { payoutId: payouts[2]! }, body: { failure: 'no account' } },
      quoteRefund: { by: 'customer', query: 'for=credit' },
      requestRefund: { by: 'customer', body: { for: 'credit', amount: '1.00' } },
      listRefunds: { by: 'customer' },
      getRefund: { by: 'customer', path: { refundId: refund.id } },
      ...policy.cases,
      listMails: { by: 'customer' },
      getMail: { by: 'customer', path: { mailId: mail.id } },
      // Nothing is ever refused by a mail server in the demonstration.
      resendMail: { by: 'support', path: { mailId: mail.id }, status: 409 },
      ...hooks.cases,
      getAccount: { by: 'customer' },
      changeAccount: { by: 'customer', body: { language: 'it' } },
      acceptPolicy: { by: 'customer', body: { policyVersionId: 1 } },
      listUsers: { by: 'customer' },
      addUser: { by: 'customer', body: person('dave') },
      removeUser: { by: 'customer', path: { userId: user } },
      listApiKeys: { by: 'customer' },
      createApiKey: { by: 'customer', body: { name: 'more', scopes: ['wallet:read'] } },
      revokeApiKey: { by: 'customer', path: { keyId: key.id } },
      getFreeze: { by: 'customer' },
      // There is nothing to appeal against.
      appeal: { by: 'customer', body: { text: 'It was not me.' }, status: 409 },
      listFraudCases: { by: 'support' },
      getFraudCase: { by: 'support', path: { caseId: fraud.proposed[0]! } },
      proposeFraudCase: {
        by: 'support',
        query: `customer=${fraud.unsuspected}`,
        body: { evidence: 'a test' },
      },
      giveFraudEvidence: { by: 'support', path: { caseId: fraud.proposed[0]! }, body: { text: 'a test' } },
      // Whoever proposed it stands for it already.
      endorseFraudCase: {
        by: 'support',
        path: { caseId: fraud.proposed[0]! },
        body: { text: 'a test' },
        status: 409,
      },
      confirmFraudCase: { by: 'finance', path: { caseId: fraud.proposed[0]! }, body: {} },
      dismissFraudCase: { by: 'finance', path: { caseId: fraud.proposed[1]! }, body: { reason: 'a test' } },
      upholdFraudAppeal: { by: 'finance', path: { caseId: fraud.confirmed[0]! }, body: { reason: 'a test' } },
      rejectFraudAppeal: { by: 'finance', path: { caseId: fraud.confirmed[1]! }, body: { reason: 'a test' } },
      listFraudSignals: { by: 'support' },
      setFraudSignal: {
        by: 'finance',
        path: { signal: 'failed_cards' },
        body: { count: 8, windowMinutes: 1440 },
      },
      listCustomers: { by: 'support' },
      createCustomer: { by: 'support', body: { name: 'New', email: 'new@example.net' } },
      getCustomer: { by: 'support', path: { customerId: customer.id } },
      closeCustomer: { by: 'support', path: { customerId: closing.id } },
      getStock: { by: 'support' },
      getNumberInStock: { by: 'support', path: { number: held } },
      listStockHistory: { by: 'support', path: { number: held } },
      announcePrice: { by: 'admin', path: { number: held }, body: { monthly: '4.50' } },
      withdrawNumbers: { by: 'admin', body: { numbers: ['+390612345678'], reason: 'a test' } },
      returnNumbers: { by: 'admin', body: { numbers: ['+390612345679'], reason: 'a test' } },
      listImports: { by: 'support' },
      importStock: { by: 'admin', body: stockFile, contentType: 'text/csv' },
      getImport: { by: 'support', path: { importId: imported.id } },
      getBalances: { by: 'finance' },
      listJournals: { by: 'finance' },
      getJournal: { by: 'finance', path: { journalId: journal.id } },
      checkLedger: { by: 'finance' },
      listJobs: { by: 'support' },
      listAuditLog: { by: 'finance' },
      listStaff: { by: 'finance' },
      addStaff: { by: 'admin', body: { ...person('frank'), role: 'support' } },
      changeStaff: { by: 'admin', path: { staffId: clerk.id }, body: { role: 'finance' } },
      advanceClock: { by: 'admin', body: { hours: 0 } },
    },
  };
};

export const bankDetails = { accountHolder: 'Ada Lovelace', account: 'IT60X0542811101000000123456' };
export const csv = { headers: { 'content-type': 'text/csv' } };
