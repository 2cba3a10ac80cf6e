import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { git } from '../support/git-remote.ts';
import { runProgram } from '../support/hourly-job.ts';
import { readPage } from '../support/pages.ts';
import { scriptedWorld } from '../support/scripted-world.ts';

/** The table "Green and red" of docs/health.md, held against `track` and against the steps that run it. */

const ROWS = [
  ...(readPage('docs/health.md').split('\n## Green and red\n')[1] ?? '').matchAll(
    /^\| (?!a run)(.+?) \| (green|red)(.*?) \| (\d) \|$/gm,
  ),
].map(([, what = '', colour, remark, code]) => ({ what, colour, remark, code: Number(code) }));

interface Scene {
  readonly watchlist?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
  readonly state?: string;
}

const SCENES: Readonly<Record<string, Scene>> = {
  'read everything that was due': {},
  'read some of what was due': { watchlist: 'hashtags: [rising, nosuchtag]\n' },
  'read nothing of what was due, whatever the reason: no credits, no budget, no answer, no time': {
    watchlist: 'hashtags: [nosuchtag]\n',
  },
  'was refused the key': { variables: { SCAVIO_API_KEY: 'sk-another' } },
  'found no key': { variables: { SCAVIO_API_KEY: '' } },
  'found an invalid watchlist': { watchlist: 'hashtags: []\n' },
  'found unreadable data': { state: '{"version":1,' },
  'could not push': { words: ['--push'] },
};

let folder: string;
let scavio: ScavioServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exit-codes-'));
  const world = scriptedWorld({ rising: [{ from: '2020-01-01T00:00:00Z', views: 1_000_003 }] });
  scavio = await startScavioServer({ world, now: Date.now, key: 'sk-simulated', incompleteShare: 0 });
});
afterAll(async () => {
  await scavio.close();
  await rm(folder, { recursive: true, force: true });
});

test('every row has its scene, and every scene its row', () => {
  expect(ROWS.map(({ what }) => what).toSorted()).toEqual(Object.keys(SCENES).toSorted());
});

test.each(ROWS)('a run that $what is $colour, exit code $code', async ({ what, colour, remark, code }) => {
  const {
    watchlist = 'hashtags: [rising]\n',
    variables = {},
    words = ['--no-push'],
    state,
  } = SCENES[what] ?? {};
  const place = await mkdtemp(join(folder, 'place-'));
  await writeFile(join(place, 'watchlist.yml'), watchlist);
  await git(place, 'init', '--quiet', '--initial-branch=main');
  await git(place, 'remote', 'add', 'origin', join(folder, 'nowhere'));
  if (state !== undefined) {
    await mkdir(join(place, 'data'));
    await writeFile(join(place, 'data/state.json'), state);
  }
  const ended = await runProgram(place, ['track', ...words], {
    ...gitEnvironment(folder),
    SCAVIO_API_KEY: 'sk-simulated',
    SCAVIO_BASE_URL: scavio.url,
    ...variables,
  });
  expect(ended.code).toBe(code);
  expect(colour).toBe(code === 0 ? 'green' : 'red');
  if (remark !== '') expect(ended.stdout).toMatch(/failed/);
});

describe('the workflows hand the exit code on', () => {
  const jobs = z.object({
    jobs: z.record(z.string(), z.object({ steps: z.array(z.looseObject({ name: z.string().optional() })) })),
  });

  test.each(['track.yml', 'reusable-track.yml'])('%s', (file) => {
    const { track } = jobs.parse(parse(readPage(`.github/workflows/${file}`))).jobs;
    const step = track?.steps.find(({ name }) => name === 'Track');
    expect(step).not.toHaveProperty('continue-on-error');
    if (step?.run === undefined) expect(step?.uses).toBe('./.hashtag-radar');
    else expect(step.run).not.toMatch(/track[^\n]*(?:\|\||;|&)|set \+e|exit/);
  });
});
