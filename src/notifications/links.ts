import type { RecordedEvent, Tx } from '#platform';
import type { Context } from '#policy';

/**
 * The addresses that mails point to. The doors know where things are; mails only know what they are about.
 */
export interface MailLinks {
  /** A number that the reader holds or held: renewal, restore. */
  number(e164: string): string;
  /** Where credit is topped up. */
  readonly topUp: string;
  /** Where other numbers of a place are chosen. */
  catalogue(country: string, city: string | null): string;
  message(messageId: string): string;
  payment(paymentId: string): string;
  /** Where documents are handed in. */
  registration(registrationId: string): string;
  automaticPayment(automaticPaymentId: string): string;
  refund(refundId: string): string;
  /** How the freeze of the reader's account stands, and where to appeal. */
  readonly freeze: string;
  /** For staff: a case of fraud with its file. */
  fraudCase(caseId: string): string;
  /** For staff: a payment that is taken back. */
  dispute(disputeId: string): string;
  /** A service that ends: how to move away from it. */
  sunset(service: string): string;
  policy(versionId: number): string;
}

/** Writes the mails to which an event gives reason. Told of the same event twice, it writes them once. */
export type Tell = (tx: Tx, context: Context, links: MailLinks, event: RecordedEvent) => Promise<void>;
