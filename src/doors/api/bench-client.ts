// The other side of the API bench, in a thread of its own, which begins at once because it loads nothing of ours: so many requests are always
// under way, over connections that stay open.
import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

export interface BenchRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface BenchLoad {
  readonly port: number;
  /** Asked one after the other, over and over. Whatever has a body gets an Idempotency-Key of its own each time. */
  readonly requests: readonly BenchRequest[];
  readonly concurrency: number;
  readonly seconds: number;
  /** Sets its keys apart from those of other loads. */
  readonly name: string;
}

export interface BenchRate {
  readonly perSecond: number;
  /** Half of the answers came within this. */
  readonly p50Ms: number;
  /** All but one in a hundred did. */
  readonly p99Ms: number;
}

const ask = (agent: Agent, { port, name }: BenchLoad, one: BenchRequest, no: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const { method, path, body } = one;
    const keyed = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const headers = { ...one.headers, ...keyed, ...(body && { 'idempotency-key': `${name} ${no}` }) };
    const sent = request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
      const status = response.statusCode ?? 0;
      let text = '';
      response.on('data', (chunk: Buffer) => (text += status < 300 ? '' : String(chunk)));
      response.once('error', reject);
      response.once('end', () =>
        status < 300 ? resolve() : reject(new Error(`${method} ${path} was answered ${status}: ${text}`)),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });

const run = async (load: BenchLoad): Promise<BenchRate> => {
  const agent = new Agent({ keepAlive: true, maxSockets: load.concurrency });
  const begin = performance.now();
  const elapsedMs = () => performance.now() - begin;
  const latenciesMs: number[] = [];
  let asked = 0;
  const lane = async (): Promise<void> => {
    while (elapsedMs() < load.seconds * 1_000) {
      const no = asked++;
      const start = elapsedMs();
      await ask(agent, load, load.requests[no % load.requests.length]!, no);
      latenciesMs.push(elapsedMs() - start);
    }
  };
  await Promise.all(Array.from({ length: load.concurrency }, lane));
  const seconds = elapsedMs() / 1_000;
  agent.destroy();
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const within = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)]! * 100) / 100;
  return { perSecond: Math.round(sorted.length / seconds), p50Ms: within(0.5), p99Ms: within(0.99) };
};

// A thread has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(await run(workerData as BenchLoad));
