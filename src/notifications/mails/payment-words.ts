import type { InEveryLanguage } from '#platform';
import type { ProcessorName } from '#policy';

/** What a payment is called by how it was made: "your PayPal payment of 4 April 2022". */
export const paymentWords: InEveryLanguage<Readonly<Record<ProcessorName, string>>> = {
  en: { paypal: 'PayPal payment', card: 'card payment', bank: 'bank transfer' },
  es: { paypal: 'pago con PayPal', card: 'pago con tarjeta', bank: 'pago por transferencia' },
  it: { paypal: 'pagamento PayPal', card: 'pagamento con carta', bank: 'pagamento con bonifico' },
};

/** How a payment is made: "your automatic payment of €10.00 by card". */
export const paidBy: InEveryLanguage<Readonly<Record<ProcessorName, string>>> = {
  en: { paypal: 'with PayPal', card: 'by card', bank: 'by bank transfer' },
  es: { paypal: 'con PayPal', card: 'con tarjeta', bank: 'por transferencia' },
  it: { paypal: 'con PayPal', card: 'con carta', bank: 'con bonifico' },
};
