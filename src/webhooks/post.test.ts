import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { post } from './post.ts';

const open: (() => void)[] = [];
after(() => open.forEach((close) => close()));

const serving = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

const send = (url: string, limitMs?: number) => post({ url, headers: {}, body: '{}' }, 'loopback', limitMs);

describe('a request to an endpoint', () => {
  it('is taken by any 2xx', async () => {
    const url = await serving((_, response) => response.writeHead(204).end());
    const { status, failure, text } = await send(url);
    assert.deepEqual([status, failure, text], [204, null, '']);
  });

  it('does not follow redirects', async () => {
    let hits = 0;
    const url = await serving((_, response) => {
      hits += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    assert.equal((await send(url)).failure, 'answered 307; redirects are not followed');
    assert.equal(hits, 1);
  });

  it('keeps the first KB of a long answer, and does not wait for its end', async () => {
    const url = await serving((_, response) => {
      response.writeHead(500);
      response.write(`\0${'a'.repeat(5_000)}`);
    });
    const { text, failure } = await send(url);
    assert.equal(text, `\uFFFD${'a'.repeat(1_023)}`);
    assert.equal(failure, 'answered 500');
  });

  it('ends when no answer comes, or never ends', async () => {
    assert.equal((await send(await serving(() => undefined), 50)).failure, 'no answer within 0.05 seconds');
    const slow = await serving((_, response) => response.writeHead(200).write('a'));
    assert.equal((await send(slow, 50)).failure, 'no answer within 0.05 seconds');
  });

  it('says why nobody was there', async () => {
    assert.match((await send('http://127.0.0.1:1/')).failure!, /ECONNREFUSED/);
    assert.match(
      (await send(await serving((request) => request.socket.destroy()))).failure!,
      /hang up|ECONNRESET/,
    );
  });

  it('is not made to this machine from production, whatever was stored', async () => {
    let hits = 0;
    const url = await serving(() => (hits += 1));
    const { status, failure } = await post({ url, headers: {}, body: '{}' }, 'public');
    assert.deepEqual([status, failure], [null, 'the address may not be used: not_public']);
    const byName = url.replace('127.0.0.1', 'localhost').replace('http:', 'https:');
    assert.match((await post({ url: byName, headers: {}, body: '{}' }, 'public')).failure!, /not_public/);
    assert.equal(hits, 0);
  });
});
