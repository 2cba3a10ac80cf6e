import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '../support/hourly-job.ts';

test('schema --json names the files that it wrote', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'schema-'));
  try {
    const { code, stdout, stderr } = await runProgram(folder, ['schema', '--json'], {});
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { files: ['watchlist.schema.json', 'docs/webhook.schema.json'] },
    ]);
    expect(stderr).toContain('watchlist.schema.json and docs/webhook.schema.json are written');
    for (const file of ['watchlist.schema.json', 'docs/webhook.schema.json'])
      expect(JSON.parse(await readFile(join(folder, file), 'utf8'))).toHaveProperty('$schema');
  } finally {
    await rm(folder, { recursive: true });
  }
});
