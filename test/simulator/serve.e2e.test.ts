import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { ask, at } from './ask.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function serve(...options: readonly string[]) {
  const child = spawn(process.execPath, ['src/simulator/serve.ts', ...options], { stdio: 'pipe' });
  children.push(child);
  return child;
}

async function firstLine(child: ReturnType<typeof serve>): Promise<unknown> {
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  return JSON.parse(text);
}

describe('the simulator as a process of its own', () => {
  test('prints its URL as one line of JSON, serves, and its clock can be set', async () => {
    const child = serve('--crowd', '5', '--start', '2026-10-05T00:00:00Z', '--now', '2026-10-05T01:00:00Z');
    const line = await firstLine(child);
    expect(line).toMatchObject({ key: 'simulated-key', start: '2026-10-05T00:00:00Z' });
    const url = String(at(line, 'url'));
    const name = at(line, 'hashtags', 0);
    const views = async () => {
      const answer = await (await ask(url, 'hashtag', { hashtag_name: name })).json();
      return at(answer, 'data', 'challengeInfo', 'statsV2', 'viewCount');
    };
    const before = await views();
    const set = await fetch(`${url}/simulator/clock`, {
      method: 'POST',
      body: JSON.stringify({ at: '2027-03-05T01:00:00Z' }),
    });
    expect(set.status).toBe(200);
    expect(await views()).not.toBe(before);
  });

  test.each(['end of input', 'SIGTERM'] as const)('stops on %s', async (way) => {
    const child = serve('--until-stdin-ends');
    await firstLine(child);
    const exit = once(child, 'exit');
    if (way === 'SIGTERM') child.kill('SIGTERM');
    else child.stdin.end();
    expect(await exit).toEqual([0, null]);
  });

  test('says what is wrong with an option', async () => {
    const child = serve('--dialect', 'klingon');
    let text = '';
    for await (const chunk of child.stderr) text += chunk;
    expect(text).toContain('--dialect takes web, workflow or mobile, not klingon');
    expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(1);
  });
});
