import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CheckReport } from '../../src/check/report.ts';
import { checkCommand } from '../../src/cli/check.ts';
import { runProgram } from '../support/hourly-job.ts';
import { readCommands } from '../support/workflow-commands.ts';

describe('check', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'check-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(content: string | Uint8Array, options: { readonly json: boolean }) {
    const file = join(folder, 'watchlist.yml');
    await writeFile(file, content);
    return { file, ...(await check(file, options)) };
  }

  async function check(file: string, { json }: { readonly json: boolean }) {
    const said = { out: '', err: '' };
    const annotated: CheckReport[] = [];
    const code = await checkCommand({
      file,
      folder,
      variables: {},
      now: Date.parse('2026-11-23T10:00:00Z'),
      json,
      out: { write: (text) => (said.out += text) },
      err: { write: (text) => (said.err += text) },
      annotate: (report) => annotated.push(report),
    });
    return { code, annotated, ...said };
  }

  test('a valid file: what it holds, what it costs, and when it will have been learnt', async () => {
    const { code, out, file } = await run('budget: 30000 credits/month\nhashtags: [a, b, c]\n', {
      json: false,
    });
    expect(code).toBe(0);
    const learnt =
      'classic rule from 23 Nov 2026, 11:00 UTC, breakout rule from 26 Nov 2026, at its full sensitivity from 7 Dec 2026';
    expect(out).toBe(
      [
        `${file} is valid.`,
        '  3 hashtags, 1 channel: issues (issue)',
        '  4,320 credits a month ($43.20): 1,440 in 30 days for a hashtag that is read every time',
        '  25,680 credits are left of the budget of 30,000.',
        '  at least 1,440 minutes of GitHub Actions a month, which count in a private repository only',
        '  the repository grows by about 9.1 MB a year',
        '',
        'Learning period:',
        ...['a', 'b', 'c'].map((hashtag) => `  #${hashtag}: ${learnt}`),
        '',
        'note: There is no history of these hashtags in the last weeks of `data/`, so nothing could be replayed.',
        '',
      ].join('\n'),
    );
  });

  test('a budget that does not suffice', async () => {
    const { code, out } = await run('budget: 3000 credits/month\nhashtags: [a, b, c]\n', {
      json: false,
    });
    expect(code).toBe(0);
    expect(out).toContain(
      'The budget of 3,000 credits pays for 69 % of that, spread over the month: a calm hashtag is read every 1 to 2 h, one that breaks out every hour, and none stays unread for over 24 h.',
    );
    expect(out).toContain('4,320 credits a month without the budget, 3,000 ($30.00) with it');
  });

  test('a budget that does not pay for one reading a day is an error with the arithmetic', async () => {
    const { code, out, file } = await run('budget: $1.50/month\nhashtags: [a, b, c]\n', { json: false });
    expect(code).toBe(1);
    expect(out).toContain(
      `${file}:1:9: error: 150 credits a month do not pay for one reading a day: 3 hashtags × 2 credits × 31 days are 186`,
    );
    expect(out).toContain('help: write `budget: $1.86/month`, or watch 2 hashtags');
  });

  test('an invalid file: every problem, their number, exit code 1, shown beside the lines', async () => {
    const { code, out, file, annotated } = await run('rule: x\nhashtags: [a, a]\n', { json: false });
    expect(code).toBe(1);
    expect(out).toContain(`${file}:1:7: error: \`rule\` is \`x\``);
    expect(out).toContain(`${file}:2:15: error: \`a\` is listed twice`);
    expect(out).toContain(`2 problems in ${file}`);
    expect(annotated).toMatchObject([
      {
        file,
        problems: [
          { line: 1, column: 7 },
          { line: 2, column: 15 },
        ],
      },
    ]);
  });

  test('as JSON: JSON alone on out, the report on err, and no annotations, which are lines on out too', async () => {
    const fine = await run('channels: { team: { type: slack } }\nhashtags: [a]\n', { json: true });
    expect(fine.code).toBe(0);
    expect(JSON.parse(fine.out)).toMatchObject({
      file: fine.file,
      valid: true,
      problems: [],
      omitted: 0,
      warnings: [
        { line: 1, column: 1, message: expect.stringMatching(/^NOBODY WOULD BE NOTIFIED/) },
        {
          line: 1,
          column: 13,
          message: expect.stringContaining('`SLACK_WEBHOOK_URL` is not set here'),
          remedy: expect.any(String),
        },
      ],
      timezone: 'UTC',
      hashtags: ['a'],
      channels: [{ name: 'team', type: 'slack' }],
      credits: { perMonth: 1440, perHashtag: 1440, budgetPerMonth: null, budgetLastsDays: null },
      minutesPerMonth: 1440,
      megabytesPerYear: expect.any(Number),
      newcomers: [{ hashtag: 'a', since: null, breakoutFrom: '2026-11-26T10:00:00Z' }],
    });
    expect(fine.err).toContain('is valid.');
    expect(fine.annotated).toEqual([]);
    const wrong = await run('hashtags: [a, "b!"]\n', { json: true });
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.out)).toMatchObject({
      valid: false,
      problems: [{ line: 1, column: 15, excerpt: expect.stringContaining('^^^^') }],
      omitted: 0,
    });
  });

  test('in GitHub Actions: ten annotations of each kind at most, the last one says how many more', async () => {
    const lines = Array.from({ length: 25 }, (_, index) => `  - "a, ${index}: %"`);
    await writeFile(
      join(folder, 'watchlist.yml'),
      `hashtags:\n${lines.join('\n')}\n  - b\n  - "::error::b"\n`,
    );
    const { code, stdout } = await runProgram(folder, ['check'], { GITHUB_ACTIONS: 'true' });
    const { annotations } = readCommands(stdout);
    expect(code).toBe(1);
    expect(annotations).toHaveLength(10);
    expect(annotations[0]).toEqual({
      level: 'error',
      message: '`a, 0: %` cannot be a hashtag: it has `,` in it. Help: did you mean `a0`?',
      properties: { file: 'watchlist.yml', line: '2', col: '5' },
    });
    expect(annotations[9]).toMatchObject({ message: 'and 17 problems more from here on: see the log' });
  });

  test('in GitHub Actions: the path is the one in the diff, and a question keeps its own mark', async () => {
    await writeFile(join(folder, 'watchlist.yml'), 'hashtags: [a]\nthreshold: 10\n');
    const { stdout } = await runProgram(folder, ['check', './watchlist.yml'], { GITHUB_ACTIONS: 'true' });
    expect(readCommands(stdout).annotations).toEqual([
      {
        level: 'error',
        message: '`10` has no unit. Help: write `10 %/h`',
        properties: { file: 'watchlist.yml', line: '2', col: '12' },
      },
    ]);
  });

  test('in GitHub Actions with JSON: nothing but JSON on standard output', async () => {
    await writeFile(join(folder, 'watchlist.yml'), 'hashtags: [a, a]\n');
    const { stdout } = await runProgram(folder, ['check', '--json'], { GITHUB_ACTIONS: 'true' });
    expect(JSON.parse(stdout)).toMatchObject({ valid: false });
  });

  test('as Markdown into a file, under another name', async () => {
    const file = join(folder, 'theirs.yml');
    await writeFile(file, 'hashtags: [a, a]\n');
    const { code, stdout } = await runProgram(
      folder,
      ['check', 'theirs.yml', '--as', 'watchlist.yml', '--markdown', 'summary.md'],
      {},
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^watchlist\.yml:1:15: error/);
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toMatch(
      /^### `watchlist\.yml` has 1 problem\n/,
    );
  });

  test('Markdown never overwrites the watchlist', async () => {
    await writeFile(join(folder, 'watchlist.yml'), 'hashtags: [a]\n');
    const { code, stderr } = await runProgram(folder, ['check', '--markdown', './watchlist.yml'], {});
    expect(code).toBe(1);
    expect(stderr).toContain('--markdown names the watchlist itself');
    expect(await readFile(join(folder, 'watchlist.yml'), 'utf8')).toBe('hashtags: [a]\n');
  });

  test.each([
    [new Uint8Array([0xff, 0xfe, 0x68, 0x00]), 'this is not a text file in UTF-8', 'UTF-16'],
    [new Uint8Array([0x68, 0xe9, 0x0a]), 'this is not a text file in UTF-8', 'Latin-1'],
    [new Uint8Array(1_000_001).fill(0x20), 'the file is larger than 1 MB', 'too large'],
  ])('a file that cannot be read as text (%#): %s (%s)', async (content, message) => {
    const { code, out } = await run(content, { json: false });
    expect(code).toBe(1);
    expect(out).toContain(message);
  });

  test('no file, or a folder in its place', async () => {
    const missing = await check(join(folder, 'none.yml'), { json: false });
    expect(missing.code).toBe(1);
    expect(missing.out).toContain('error: there is no such file');
    const directory = await check(folder, { json: false });
    expect(directory.code).toBe(1);
    expect(directory.out).toContain('error: this is not a file');
  });
});
