import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A request that arrived. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // Tests read it as they expect it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

/** A real HTTP server that takes webhooks. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** How it answers from now on; null: it breaks the connection. */
  answer(reply: Reply | null): void;
  /** Forgets what arrived. */
  clear(): void;
  close(): Promise<void>;
}

export const openReceiver = async (): Promise<Receiver> => {
  let next: Reply | null = { status: 200 };
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      received.push({ headers: request.headers, text, body: JSON.parse(text) });
      if (next === null) request.socket.destroy();
      else response.writeHead(next.status, next.headers).end(next.text ?? 'thank you');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (reply) => {
      next = reply;
    },
    clear: () => {
      received.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Throws unless the signature is right by the specification's own library. */
export const verify = (secret: string, { headers, text }: Received): unknown =>
  new Webhook(secret).verify(text, headers as Record<string, string>);
