import { execFile } from 'node:child_process';
import { createServer, request as forward } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { proxyFor, useProxies } from '../../src/http/proxy.ts';
import { type Receiver, startReceiver } from '../../src/simulator/receiver.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

/** A proxy of the usual kind: it forwards requests, and opens tunnels. */
async function startProxy() {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const onward = forward(
      incoming.url ?? '',
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(onward);
  });
  server.on('connect', ({ url = '' }, socket) => {
    asked.push(`CONNECT ${url}`);
    const [host, port] = url.split(':');
    const tunnel = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    socket.on('error', () => tunnel.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

let proxy: Awaited<ReturnType<typeof startProxy>>;
let receiver: Receiver;
beforeEach(async () => {
  proxy = await startProxy();
  receiver = await startReceiver([{ status: 200, body: '{"credits_remaining": 7}' }]);
});
afterEach(() => Promise.all([proxy.close(), receiver.close()]));

/** One request of a process of its own, which has taken its proxies from the environment. */
async function fetched(variables: Readonly<Record<string, string>>): Promise<void> {
  const script = `
    import { useProxies } from ${JSON.stringify(join(ROOT, 'src/http/proxy.ts'))};
    import { createHttp } from ${JSON.stringify(join(ROOT, 'src/http/http.ts'))};
    const fault = useProxies(process.env);
    if (fault !== undefined) throw new Error(fault);
    await createHttp({}).get(${JSON.stringify(`${receiver.url}/usage`)});
  `;
  await run(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...variables, PATH: process.env.PATH },
  });
}

test.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])('%s is used', async (variable) => {
  await fetched({ [variable]: proxy.url });
  expect(proxy.asked).toHaveLength(1);
  expect(receiver.requests.map(({ path }) => path)).toEqual(['/usage']);
});

test('NO_PROXY names hosts that need none', async () => {
  await fetched({ HTTP_PROXY: proxy.url, NO_PROXY: 'example.com,127.0.0.1' });
  expect(proxy.asked).toEqual([]);
  expect(receiver.requests).toHaveLength(1);
});

test('a proxy that is none is named, and shown to nobody', () => {
  expect(useProxies({ HTTPS_PROXY: 'ann:s3cret@proxy' })).toMatch(
    /^HTTPS_PROXY is not the address of an HTTP proxy/,
  );
  expect(useProxies({ HTTPS_PROXY: 'ann:s3cret@proxy' })).not.toContain('s3cret');
  expect(useProxies({})).toBeUndefined();
});

describe('the proxy for a mail server', () => {
  const HTTPS_PROXY = 'http://proxy.example:3128';
  test.each([
    ['', HTTPS_PROXY],
    ['other.example', HTTPS_PROXY],
    ['*', undefined],
    ['mail.example', undefined],
    ['example', undefined],
    ['.example', undefined],
    ['*.example:587', undefined],
    ['mail.example:25', HTTPS_PROXY],
    ['ail.example', HTTPS_PROXY],
  ])('with NO_PROXY=%j: %s', (NO_PROXY, proxyUrl) => {
    expect(proxyFor('mail.example', 587, { HTTPS_PROXY, NO_PROXY })).toBe(proxyUrl);
  });
});
