/** A mail as it goes out. */
export interface OutgoingMail {
  /** Without angle brackets; the same at every attempt. */
  readonly messageId: string;
  readonly recipient: string;
  readonly replyTo: string;
  readonly language: string;
  readonly subject: string;
  readonly body: string;
  readonly writtenAt: Temporal.Instant;
}

/** What became of an attempt. */
export type Delivery =
  /** The mail server has taken it over. */
  | { readonly outcome: 'accepted' }
  /** It certainly has not, and may later. `unreachable`: the next mail would fare no better now. */
  | { readonly outcome: 'postponed' | 'unreachable'; readonly failure: string }
  /** It certainly has not, and will not. */
  | { readonly outcome: 'refused'; readonly failure: string }
  /** The text was handed over and no answer came. */
  | { readonly outcome: 'unknown'; readonly failure: string };

/** How mails leave: handed to a mail server, or kept to be read here. */
export type MailTransport =
  | { readonly kind: 'kept' }
  | { readonly kind: 'sends'; readonly domain: string; deliver(mail: OutgoingMail): Promise<Delivery> };

/** Keeps mails instead of sending them: the demonstration, scenarios. */
export const kept = (): MailTransport => ({ kind: 'kept' });
