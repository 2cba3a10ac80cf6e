import { afterEach, expect, test } from 'vitest';
import { readEnvironment } from '../../src/environment.ts';
import { createGithub, isGithubCloud } from '../../src/github/client.ts';
import { type Receiver, startReceiver } from '../../src/simulator/receiver.ts';

let receiver: Receiver | undefined;
afterEach(() => receiver?.close());

test.each(['', 'null', '<!doctype html><title>Sign in</title>', 'OK', '{ "half'.slice(2)])(
  'an answer of %j in the place of a list of issues is a refusal, not an empty list',
  async (body) => {
    receiver = await startReceiver([{ status: 200, body }]);
    const { github } = readEnvironment({ GITHUB_API_URL: receiver.url }, []);
    const client = createGithub({ ...github, token: 'a-token' });
    const asked = client.rest.issues.listForRepo({ owner: 'a', repo: 'b', request: { retries: 0 } });
    await expect(asked).rejects.toMatchObject({
      status: 502,
      message: expect.stringContaining('GITHUB_API_URL'),
    });
  },
);

test.each([
  ['https://api.github.com', true],
  ['https://api.octo.ghe.com', true],
  ['https://github.example/api/v3', false],
  ['http://127.0.0.1:8080', false],
  ['https://api.github.com.evil.example', false],
])('%s has the limits of github.com: %s', (apiUrl, isCloud) => {
  expect(isGithubCloud(apiUrl)).toBe(isCloud);
});

test('it asks a function that stands for the network', async () => {
  const { github } = readEnvironment({ GITHUB_API_URL: 'http://nowhere.invalid' }, []);
  const asked: unknown[] = [];
  const ask: typeof fetch = async (input) => {
    asked.push(input);
    return Response.json([]);
  };
  const client = createGithub({ ...github, token: 'a-token' }, undefined, ask);
  expect((await client.rest.issues.listForRepo({ owner: 'a', repo: 'b' })).data).toEqual([]);
  expect(asked).toEqual(['http://nowhere.invalid/repos/a/b/issues']);
});
