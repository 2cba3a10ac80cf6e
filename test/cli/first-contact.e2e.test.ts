import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { EXAMPLES } from '../../src/cli/output/examples.ts';
import { startProgress } from '../../src/cli/output/progress.ts';
import { unforeseenText } from '../../src/cli/output/unforeseen.ts';
import { COMMANDS } from '../../src/cli/registry.ts';
import { VERSION } from '../../src/program.ts';
import { runNode, runProgram } from '../support/hourly-job.ts';

/** What somebody meets who types commands for the first time. */

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');
const run = promisify(execFile);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'first-contact-'));
  await mkdir(join(folder, 'data/samples/2026/11'), { recursive: true });
  await writeFile(join(folder, 'watchlist.yml'), 'hashtags: [booktok, skincare]\n');
  const lines = ['10', '11', '12'].flatMap((hour) =>
    ['booktok', 'skincare'].map((hashtag) =>
      JSON.stringify({ at: `2026-11-23T${hour}:00:00Z`, hashtag, views: 1_000_003, step: 1, newPosts: 3 }),
    ),
  );
  await writeFile(join(folder, 'data/samples/2026/11/23.ndjson'), `${lines.join('\n')}\n`);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('help', () => {
  test.each(Object.keys(COMMANDS))('of `%s` has examples with options that are there', async (name) => {
    const command = await COMMANDS[name]?.();
    const examples = EXAMPLES[name] ?? [];
    expect(examples.length).toBeGreaterThan(0);
    const named = examples.flatMap(([words]) => words.split(' ').filter((word) => word.startsWith('--')));
    const known = command?.options.map(({ long }) => long);
    expect(named.filter((word) => !known?.includes(word))).toEqual([]);
  });

  test.each([60, 72, 120])('folds to %i columns, and is plain where it is no terminal', async (columns) => {
    for (const words of [['--help'], ['track', '--help'], ['backtest', '--help'], ['update', '--help']]) {
      const { stdout } = await runProgram(folder, words, { COLUMNS: String(columns), FORCE_COLOR: '' });
      const long = stdout.split('\n').filter((line) => line.length > columns);
      expect(long).toEqual([]);
      expect(stdout).not.toContain('\u001b');
    }
  });

  test('`--version` is the version of package.json', async () => {
    expect((await runProgram(folder, ['--version'], {})).stdout).toBe(`${VERSION}\n`);
  });
});

describe('progress', () => {
  afterEach(() => vi.useRealTimers());

  test('shows on a terminal after two seconds, and goes away', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const written: string[] = [];
    const stop = startProgress({ isTTY: true, write: (text) => written.push(text) }, 'check');
    vi.advanceTimersByTime(1_900);
    expect(written).toEqual([]);
    vi.advanceTimersByTime(1_200);
    expect(written.join('')).toContain('check … 3 s');
    stop();
    const { length } = written;
    expect(written.at(-1)).toBe('\r\u001b[K');
    vi.advanceTimersByTime(5_000);
    expect(written).toHaveLength(length);
  });

  test('stays silent elsewhere', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const written: string[] = [];
    startProgress({ write: (text) => written.push(text) }, 'check');
    vi.advanceTimersByTime(10_000);
    expect(written).toEqual([]);
  });
});

describe('a sentence, never a stack', () => {
  test('for an error that nobody foresaw; DEBUG shows where it happened, and neither shows a secret', async () => {
    const secrets = { SCAVIO_API_KEY: 'sk-7f3a9c2e81d4b6', TEAM: 'hook-4d1c7e9a2b5f' };
    const thrown = encodeURIComponent(
      `Date.now=()=>{throw new TypeError("no clock for ${Object.values(secrets)}")}`,
    );
    const broken = { NODE_OPTIONS: `--import=data:text/javascript,${thrown}`, ...secrets };
    const place = await mkdtemp(join(folder, 'broken-'));
    await writeFile(
      join(place, 'watchlist.yml'),
      'channels: { a: { type: slack, webhook-env: TEAM } }\nhashtags: [a]\n',
    );
    const source = ['src/main.ts', 'check'];
    const { code, stderr } = await runNode(place, source, broken);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /^unexpected error: TypeError: no clock for \*\*\*,\*\*\*\. What was [^\n]+DEBUG=1\n$/,
      ),
    ]);
    const debugged = await runNode(place, source, { ...broken, DEBUG: '1', GITHUB_ACTIONS: 'true' });
    expect(debugged.stderr).toMatch(/\n {4}at .+\.ts:\d+/);
    expect(debugged.stdout).toContain('::error::unexpected error');
    expect(debugged.stderr + debugged.stdout).not.toMatch(/7f3a9c2e81d4b6|4d1c7e9a2b5f/);
  });

  test('for a package that is not installed', () => {
    const error = Object.assign(new Error("Cannot find package 'commander' imported from /a/b.ts"), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
    expect(unforeseenText(error, {})).toBe(
      "the package commander is not installed: run npm ci in the program's folder",
    );
  });

  test.each([
    ['2026-02-30T10:00:00Z', 'names a day or an hour that does not exist'],
    ['2026-13-01T10:00:00Z', 'is not an instant'],
    ['2025-02-29T10:00:00+01:00', 'names a day or an hour that does not exist'],
    ['tomorrow', 'is not an instant'],
  ])('for the instant %s', async (now, said) => {
    const { code, stderr } = await runProgram(folder, ['track', '--now', now], { SCAVIO_API_KEY: 'x' });
    expect([code, stderr]).toEqual([1, expect.stringContaining(said)]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('for a hashtag that was never recorded', async () => {
    const near = await runProgram(folder, ['export', '--hashtag', 'boktok'], {});
    expect([near.code, near.stdout, near.stderr]).toEqual([
      1,
      '',
      '--hashtag boktok: data/ holds no reading of it; did you mean booktok?\n',
    ]);
    const far = await runProgram(folder, ['export', '--hashtag', 'nosuch'], {});
    expect(far.stderr).toBe(
      '--hashtag nosuch: data/ holds no reading of it; recorded are booktok, skincare\n',
    );
  });

  test.each(['dashboard', 'schema', 'export --to history.csv'])(
    'for `%s` in a folder that may not be written',
    async (words) => {
      const place = await mkdtemp(join(folder, 'read-only-'));
      await run('cp', ['-r', join(folder, 'data'), join(folder, 'watchlist.yml'), place]);
      await chmod(folder, 0o755);
      await chmod(place, 0o555);
      // Root may write everywhere, so there the command runs as nobody.
      const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
      const ran = run(process.execPath, [MAIN, ...words.split(' ')], { cwd: place, ...user });
      await expect(ran).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^\S+: this user may not write there: [^\n]+\n$/),
      });
      await chmod(place, 0o755);
    },
  );
});

test('what `export` writes, `backtest` reads, from a file and from stdin', async () => {
  const line = `"${process.execPath}" "${MAIN}" export | "${process.execPath}" "${MAIN}" backtest --from - --json`;
  const { stdout } = await run('sh', ['-c', line], { cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({ readings: 6 });
  const { stdout: csv } = await runProgram(folder, ['export'], {});
  await writeFile(join(folder, 'history.csv'), `${csv}2026-02-30T10:00:00Z,booktok,1000004,,1\r\n`);
  const replayed = await runProgram(folder, ['backtest', '--from', 'history.csv', '--json'], {});
  expect(JSON.parse(replayed.stdout)).toMatchObject({ readings: 7, refused: 1 });
  expect(replayed.stderr).toContain('1 could not be used');
});
