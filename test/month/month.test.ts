import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isQuiet } from '../../src/alerts/quiet-hours.ts';
import { liveThroughMonth, monthCommand } from '../../src/cli/month.ts';
import { MONTH_DAYS } from '../../src/month/cast.ts';
import type { BrokenLaw } from '../../src/month/laws/law.ts';
import { brokenLaws, LAWS } from '../../src/month/laws/laws.ts';
import { outputsOf } from '../../src/month/laws/output.ts';
import { STATEMENT_KINDS, statementsIn } from '../../src/month/laws/statements.ts';
import type { ShownMonth } from '../../src/month/shown-month.ts';
import { HOUR_MS } from '../../src/text/time.ts';

const silent = { write: () => true };

/** Half a minute of work, which takes ten on a machine that is busy with much else. */
const PATIENCE_MS = 1_800_000;

describe('the month', () => {
  let folder: string;
  let month: ShownMonth;
  let broken: readonly BrokenLaw[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'month-'));
    month = await liveThroughMonth({
      ...{ folder, place: join(folder, 'month'), seed: 1, days: MONTH_DAYS },
      ...{ output: 'people', out: silent, err: silent },
    });
    broken = brokenLaws(month);
  }, PATIENCE_MS);
  afterAll(() => rm(folder, { recursive: true }));

  const brokenBy = (law: string) => broken.filter(({ name }) => name === law);
  const openings = () => month.events.flatMap((event) => (event.kind === 'opened' ? [event] : []));

  test('has runs mostly 1-3 hours apart', () => {
    const gaps = month.runs.slice(1).map(({ at }, index) => (at - (month.runs[index]?.at ?? at)) / HOUR_MS);
    expect(month.runs.length).toBeGreaterThan(350);
    expect(gaps.filter((gap) => gap >= 0.5 && gap <= 3.5).length / gaps.length).toBeGreaterThan(0.85);
  });

  test('has the largest breakout open in quiet hours, with news of another one in the same night', () => {
    const growth = new Map(
      month.events.flatMap((event) =>
        event.kind === 'over' ? [[event.alert.episode, event.alert.views.peak - event.alert.views.base]] : [],
      ),
    );
    const largest = openings().toSorted(
      (a, b) => (growth.get(b.alert.episode) ?? 0) - (growth.get(a.alert.episode) ?? 0),
    )[0];
    expect(largest?.hashtag).toBe('lipcombo');
    const quietHours = { startMinute: 22 * 60, endMinute: 7 * 60 };
    expect(isQuiet(quietHours, month.timezone, largest?.at ?? 0)).toBe(true);
    const sameNight = month.events.filter(
      ({ at, kind, hashtag }) =>
        (kind === 'changed' || kind === 'over') &&
        hashtag !== 'lipcombo' &&
        Math.abs(at - (largest?.at ?? 0)) < 8 * HOUR_MS,
    );
    expect(sameNight.length).toBeGreaterThan(0);
  });

  test('has a rounded counter, an exact one, both rules, a recount and a wrong reading', () => {
    const steps = openings().map(({ alert }) => alert.views.step);
    expect(steps.some((step) => step > 1)).toBe(true);
    expect(steps.some((step) => step === 1)).toBe(true);
    expect(new Set(openings().map(({ alert }) => alert.rule))).toEqual(new Set(['breakout', 'classic']));
    const suppressed = new Set(
      month.events.flatMap(({ kind, ...event }) =>
        kind === 'suppressed' && 'hashtag' in event ? [event.hashtag] : [],
      ),
    );
    for (const hashtag of ['plantparent', 'studywithme', 'sourdoughtok'])
      expect(suppressed).toContain(hashtag);
  });

  test('reaches every channel, and counts what it sent', () => {
    expect(month.counts.map(({ channel }) => channel)).toEqual([
      ...['issues', 'slack', 'discord', 'teams', 'telegram', 'email', 'webhook'],
    ]);
    for (const { channel, total, byKind, words } of month.counts) {
      const own = month.messages.filter((message) => message.channel === channel);
      expect(total).toBe(own.length);
      expect(Object.values(byKind).reduce((sum, count) => sum + count, 0)).toBe(total);
      expect(byKind.other).toBe(0);
      expect(words).toBeGreaterThan(total * 10);
    }
  });

  test('shows each message with its hashtag, but for a quiet week', () => {
    const nameless = month.messages.filter(({ kind, hashtags }) => hashtags.length === 0 && kind !== 'week');
    expect(nameless).toEqual([]);
  });

  test.each(STATEMENT_KINDS)('says what the laws hold equal: %s', (kind) => {
    const said = outputsOf(month).flatMap(({ text }) => statementsIn(text));
    expect(said.filter((one) => one.kind.startsWith(kind)).length).toBeGreaterThan(10);
  });

  test.each(LAWS)('keeps: $name', ({ name }) => {
    expect(brokenBy(name)).toEqual([]);
  });
});

describe('the command', () => {
  /** A week and a day: one breakout opens in it, changes and ends, and one weekly digest comes. */
  const DAYS = 8;
  let folder: string;
  let json: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'month-'));
    json = await run('one');
    await run('other');
  }, PATIENCE_MS);
  afterAll(() => rm(folder, { recursive: true }));

  async function run(name: string): Promise<string> {
    let out = '';
    const code = await monthCommand({
      ...{ folder, place: join(folder, name), seed: 2, days: DAYS, output: 'json', err: silent },
      out: { write: (text) => (out += text) },
    });
    expect(code).toBe(0);
    return out;
  }

  test('writes the same bytes for the same seed', async () => {
    const files = async (name: string) => (await readdir(join(folder, name), { recursive: true })).toSorted();
    const names = await files('one');
    expect(await files('other')).toEqual(names);
    for (const name of names.filter((path) => /\.\w+$/.test(path))) {
      const [one, other] = await Promise.all(
        ['one', 'other'].map((run) => readFile(join(folder, run, name))),
      );
      expect(other?.equals(one ?? Buffer.of()), name).toBe(true);
    }
  });

  test('tells where the page, the messages, the dashboard and the records are', async () => {
    const told: unknown = JSON.parse(json);
    expect(told).toMatchObject({ simulated: true, seed: 2, days: DAYS, hashtags: 12 });
    for (const path of ['one/index.html', 'one/messages.json', 'one/site/index.html', 'one/data/state.json'])
      expect((await readFile(join(folder, path))).length).toBeGreaterThan(1_000);
    expect(told).toMatchObject({ page: join('one', 'index.html'), messages: join('one', 'messages.json') });
  });

  test('says that it is simulated, and holds no address of this machine', async () => {
    const page = await readFile(join(folder, 'one', 'index.html'), 'utf8');
    expect(page).toContain('<strong>Simulated.</strong>');
    expect(page).not.toContain('127.0.0.1');
    const messages = await readFile(join(folder, 'one', 'messages.json'), 'utf8');
    expect(messages).not.toContain('127.0.0.1');
    expect(JSON.parse(messages)).toMatchObject({ simulated: true });
  });

  test('clears no folder of somebody else’s', async () => {
    await expect(
      liveThroughMonth({
        ...{ folder, place: folder, seed: 1, days: 1, output: 'people', out: silent, err: silent },
      }),
    ).rejects.toThrow(/choose a folder that is empty or new/);
    expect((await readdir(folder)).toSorted()).toEqual(['one', 'other']);
  });
});
