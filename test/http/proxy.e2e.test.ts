import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { proxyFor, useProxies } from '../../src/http/proxy.ts';
import { type Receiver, startReceiver } from '../../src/simulator/receiver.ts';
import { type HttpProxy, startProxy } from '../support/http-proxy.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

let proxy: HttpProxy;
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
