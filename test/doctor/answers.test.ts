import { afterEach, expect, test } from 'vitest';
import { checkGithub } from '../../src/doctor/github.ts';
import { checkAnswer, checkKey } from '../../src/doctor/key.ts';
import { REMEDIES } from '../../src/doctor/remedies.ts';
import { readEnvironment } from '../../src/environment.ts';
import { type Receiver, startReceiver } from '../../src/simulator/receiver.ts';
import { examineSource } from '../../src/sources/registry.ts';

let receiver: Receiver | undefined;
afterEach(async () => {
  await receiver?.close();
  receiver = undefined;
});

test.each(['[]', '{}', '{"default_branch":null}'])(
  'a server that describes a repository as %j is not taken for GitHub',
  async (body) => {
    receiver = await startReceiver([{ status: 200, body, headers: { 'content-type': 'application/json' } }]);
    const checks = await checkGithub(
      readEnvironment(
        { GITHUB_API_URL: receiver.url, GITHUB_TOKEN: 'a-token', GITHUB_REPOSITORY: 'a/b' },
        [],
      ),
    );
    expect(checks).toMatchObject([
      { what: 'GitHub', result: 'broken', remedy: expect.stringContaining('GITHUB_API_URL') },
    ]);
    expect(receiver.requests).toHaveLength(1);
  },
);

test.each(['sk-live\n1234567890', 'sk-live 1234567890', 'sk-live…1234567890'])(
  'a key that no request can carry is broken before anything is asked: %j',
  async (key) => {
    receiver = await startReceiver([{ status: 200 }]);
    const environment = readEnvironment({ SCAVIO_BASE_URL: receiver.url, SCAVIO_API_KEY: key }, []);
    const source = examineSource(environment);
    const { check } = await checkKey(source, REMEDIES.machine);
    const answer = await checkAnswer(source, { hashtag: 'booktok' }, 'spend', REMEDIES.machine);
    expect(check).toMatchObject({ result: 'broken', found: expect.stringContaining('line break') });
    expect(answer.result).toBe('unchecked');
    expect(JSON.stringify([check, answer])).not.toContain('1234567890');
    expect(receiver.requests).toHaveLength(0);
  },
);
