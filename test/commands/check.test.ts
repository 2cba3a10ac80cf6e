import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Annotation, checkCommand } from '../../src/commands/check.ts';

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
    const annotations: Annotation[] = [];
    const code = await checkCommand({
      file,
      json,
      out: { write: (text) => (said.out += text) },
      err: { write: (text) => (said.err += text) },
      annotate: (annotation) => annotations.push(annotation),
    });
    return { code, annotations, ...said };
  }

  test('a valid file: what it holds and what it costs', async () => {
    const { code, out, file } = await run('budget: 30000 credits/month\nhashtags: [a, b, c]\n', {
      json: false,
    });
    expect(code).toBe(0);
    expect(out).toBe(
      [
        `${file} is valid.`,
        '  3 hashtags, 1 channel: issues (issue)',
        '  4,320 credits a month: 2 an hour for each hashtag, 1,440 in 30 days',
        '  25,680 left of the budget of 30,000',
        '',
      ].join('\n'),
    );
  });

  test('a budget that does not suffice', async () => {
    const { code, out } = await run('budget: 3000 credits/month\nhashtags: [a, b, c]\n', { json: false });
    expect(code).toBe(0);
    expect(out).toContain('1,320 over the budget of 3,000, which is enough for 2 hashtags every hour');
  });

  test('an invalid file: every problem, their number, exit code 1, an annotation each', async () => {
    const { code, out, file, annotations } = await run('rule: x\nhashtags: [a, a]\n', { json: false });
    expect(code).toBe(1);
    expect(out).toContain(`${file}:1:7: error: \`rule\` is \`x\``);
    expect(out).toContain(`${file}:2:15: error: \`a\` is listed twice`);
    expect(out).toContain(`2 problems in ${file}`);
    expect(annotations).toMatchObject([
      { severity: 'error', file, line: 1, column: 7, message: expect.stringContaining('write one of these') },
      { severity: 'error', file, line: 2, column: 15 },
    ]);
  });

  test('as JSON: JSON alone on out, the report on err', async () => {
    const fine = await run('channels: { team: { type: slack } }\nhashtags: [a]\n', { json: true });
    expect(fine.code).toBe(0);
    expect(JSON.parse(fine.out)).toEqual({
      file: fine.file,
      valid: true,
      problems: [],
      warnings: [
        { line: 1, column: 27, message: expect.stringContaining('type: slack'), remedy: expect.any(String) },
      ],
      hashtags: ['a'],
      channels: [{ name: 'team', type: 'slack' }],
      credits: { perMonth: 1440, budgetPerMonth: null },
    });
    expect(fine.err).toContain('is valid.');
    expect(fine.annotations).toMatchObject([{ severity: 'warning', line: 1 }]);
    const wrong = await run('hashtags: [a, "b!"]\n', { json: true });
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.out)).toMatchObject({
      valid: false,
      problems: [{ line: 1, column: 15 }],
      omitted: 0,
    });
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
