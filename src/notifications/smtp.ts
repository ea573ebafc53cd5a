import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Delivery, MailTransport, OutgoingMail } from './transport.ts';

export interface SmtpTimes {
  /** Until the server is reached and greets. */
  readonly connectMs: number;
  /** Without a sign of life from it. */
  readonly silenceMs: number;
  /** For the whole of one attempt. */
  readonly attemptMs: number;
}

const usualTimes: SmtpTimes = { connectMs: 10_000, silenceMs: 60_000, attemptMs: 180_000 };

/**
 * Sends over SMTP, each mail over a connection of its own: nodemailer's pool would send a mail again by
 * itself when a connection breaks. `url` is smtp:// (STARTTLS where offered) or smtps://, with user and
 * password if need be; `from` an address, or `Name <address>`.
 */
export const overSmtp = (url: string, from: string, times: SmtpTimes = usualTimes): MailTransport => {
  const sender = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
  return {
    kind: 'sends',
    domain: sender.split('@').at(-1)!,
    deliver: async (mail) => {
      const text = await compose(mail, from);
      return handOver(serverOf(url, times), { from: sender, to: [mail.recipient] }, text, times);
    },
  };
};

/**
 * The mail as it travels. List-Unsubscribe is left out on purpose: these mails are what the contract promises
 * to tell, not a list.
 * @source RFC 3834 (Auto-Submitted), RFC 3282 (Content-Language)
 */
const compose = (mail: OutgoingMail, from: string): Promise<Buffer> =>
  new MailComposer({
    from,
    to: mail.recipient,
    replyTo: mail.replyTo,
    subject: mail.subject,
    text: mail.body,
    messageId: `<${mail.messageId}>`,
    date: new Date(mail.writtenAt.epochMilliseconds),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
    // Nothing of the data may make nodemailer read a file or fetch a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();

interface Server {
  readonly options: SMTPConnection.Options;
  readonly login: { readonly user: string; readonly pass: string } | null;
}

const serverOf = (url: string, { connectMs, silenceMs }: SmtpTimes): Server => {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return {
    options: {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      dnsTimeout: connectMs,
      socketTimeout: silenceMs,
    },
    login:
      username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
  };
};

interface Envelope {
  readonly from: string;
  readonly to: string[];
}

/** One attempt. It always ends with an outcome, and never makes a second one by itself. */
const handOver = (
  server: Server,
  envelope: Envelope,
  text: Buffer,
  { attemptMs }: SmtpTimes,
): Promise<Delivery> =>
  new Promise((resolve) => {
    const connection = new SMTPConnection(server.options);
    // Read from only after the server has said "354 go ahead": until then it cannot have the mail.
    let begun = false;
    const body = new Readable({
      read() {
        begun = true;
        this.push(text);
        this.push(null);
      },
    });
    const end = (delivery: Delivery): void => {
      clearTimeout(deadline);
      if (delivery.outcome === 'accepted') connection.quit();
      else connection.close();
      resolve(delivery);
    };
    const fail = (error: SmtpError): void => end(deliveryAfter(error, begun));
    const deadline = setTimeout(() => fail(new Error(`no end after ${attemptMs} ms`)), attemptMs);
    const send = (): void =>
      connection.send(envelope, body, (error) => (error ? fail(error) : end({ outcome: 'accepted' })));
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) fail(error);
      else if (server.login === null || !connection.allowsAuth) send();
      else connection.login(server.login, (refused) => (refused ? fail(refused) : send()));
    });
  });

interface SmtpError extends Error {
  readonly code?: string | undefined;
  /** The step at which it happened: `RCPT TO`. */
  readonly command?: string | undefined;
  readonly responseCode?: number | undefined;
  /** The server's answer is a "no" for good. */
  readonly permanent?: boolean | undefined;
}

const deliveryAfter = (error: SmtpError, begun: boolean): Delivery => {
  const failure = error.message;
  if (error.responseCode !== undefined) {
    // A "no" to the recipient or the text is about this mail; one to the greeting, the login or the sender is
    // about us, and can be mended.
    const aboutMail = error.command === 'RCPT TO' || error.command === 'DATA';
    if (aboutMail) return { outcome: error.permanent === true ? 'refused' : 'postponed', failure };
    return { outcome: 'unreachable', failure };
  }
  if (begun) return { outcome: 'unknown', failure };
  // Without an answer: nodemailer itself found the address or the size impossible.
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') return { outcome: 'refused', failure };
  return { outcome: 'unreachable', failure };
};
