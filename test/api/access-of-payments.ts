// Automatic payments and disputes in the tests of who may do what.
import type { Reply, TestApp } from '../support/app.ts';
import type { AccessCase } from './access-cases.ts';

interface Prepared {
  readonly belongings: readonly string[];
  readonly cases: Readonly<Record<string, AccessCase>>;
}

/** Gives the customer an automatic payment with its method, an automatic top-up, and a dispute of the payment. */
export const preparePayments = async (
  { customer, admin, settle }: Pick<TestApp, 'customer' | 'admin' | 'settle'>,
  paymentId: string,
  created: (reply: Reply) => Reply['body'],
): Promise<Prepared> => {
  created(await admin.post('/v1/sandbox/disputes', { paymentId, do: 'open' }));
  const monthly = { processor: 'card', amount: '5.00' };
  const automatic = created(await customer.post('/v1/automatic-payments', monthly));
  await settle();
  const dispute = created(await customer.get('/v1/disputes')).items[0];
  const topUp = { below: '1.00', amount: '5.00', mostAMonth: '10.00' };
  created(await customer.put('/v1/automatic-top-up', topUp));
  const path = { automaticPaymentId: automatic.id };
  const method = created(await customer.get('/v1/payment-methods')).items[0];
  return {
    belongings: [dispute.id, automatic.id, method.id],
    cases: {
      listAutomaticPayments: { by: 'customer' },
      startAutomaticPayment: { by: 'customer', body: { processor: 'paypal', amount: '5.00' } },
      getAutomaticPayment: { by: 'customer', path },
      cancelAutomaticPayment: { by: 'customer', path },
      getAutomaticTopUp: { by: 'customer' },
      setAutomaticTopUp: { by: 'customer', body: topUp },
      removeAutomaticTopUp: { by: 'customer' },
      listPaymentMethods: { by: 'customer' },
      forgetPaymentMethod: { by: 'customer', path: { methodId: method.id } },
      listDisputes: { by: 'customer' },
      getDispute: { by: 'customer', path: { disputeId: dispute.id } },
      playDispute: { by: 'admin', body: { paymentId, do: 'win' } },
    },
  };
};
