import { describe, expect, test } from 'vitest';
import { notificationsOf } from '../../src/alerts/outbox.ts';
import { budgetCheck, creditsCheck } from '../../src/doctor/credits.ts';
import { brokenTexts, diagnosisJson, diagnosisLines, diagnosisSummary } from '../../src/doctor/diagnosis.ts';
import {
  checkLines,
  checkTable,
  countChecks,
  ok,
  quoted,
  unchecked,
  warning,
} from '../../src/doctor/finding.ts';
import { aheadCheck, outboxCheck, weightCheck } from '../../src/doctor/records.ts';
import { REMEDIES } from '../../src/doctor/remedies.ts';
import { rehearse } from '../../src/replay/rehearsal.ts';
import { trialLines, trialTable } from '../../src/run/trial.ts';
import { EMPTY_STATE } from '../../src/state/state.ts';
import { at, watchlistOf, watchOf } from '../support/given.ts';

const NOW = at(0);
const two = watchlistOf([watchOf('a'), watchOf('b')]);

describe('credits', () => {
  test.each([
    [undefined, 'unchecked', /has not said/],
    [0, 'broken', /0 left, not enough for a run/],
    [3, 'broken', /not enough for a run/],
    [96, 'warning', /96 left, enough for 24 h: 2 hashtags cost 96 a day/],
    [9_600, 'ok', /9,600 left, enough for 100 days/],
  ] as const)('%s left is %s', (left, result, found) => {
    const check = creditsCheck(left, two, undefined);
    expect(check.result).toBe(result);
    expect(check.found).toMatch(found);
  });

  test.each([
    [undefined, 500, 'ok', /no cap set; at this pace 30 days cost 2,880/],
    [30_000, 500, 'ok', /500 credits used this month of 30,000: enough/],
    [600, 500, 'ok', /500 credits used this month of 600: the rest is spread over the month/],
    [500, 500, 'warning', /nothing is sampled until the month ends/],
  ] as const)('a budget of %s with %s used is %s', (budget, used, result, found) => {
    const watchlist = { ...two, ...(budget !== undefined && { budgetCreditsPerMonth: budget }) };
    const check = budgetCheck(watchlist, { month: '2026-11', used }, undefined, NOW);
    expect(check.result).toBe(result);
    expect(check.found).toMatch(found);
  });
});

describe('data/', () => {
  const reading = (hours: number) => ({ at: at(hours), hashtag: 'a', views: 1_000_003, step: 1 });

  test('a reading ahead of the clock is named with its file and what to delete', () => {
    expect(aheadCheck([reading(-1), reading(0.5)], EMPTY_STATE, NOW).result).toBe('ok');
    const check = aheadCheck([reading(-1), reading(48)], EMPTY_STATE, NOW);
    expect(check).toMatchObject({
      result: 'broken',
      found: expect.stringContaining('`#a` of 2026-11-25T10:00:00Z'),
      remedy: 'delete the lines of these readings from data/samples/2026/11/25.ndjson; then commit and push',
    });
    expect(aheadCheck([reading(48)], { ...EMPTY_STATE, at: at(48) }, NOW).remedy).toContain(
      'and data/state.json',
    );
    expect(aheadCheck([], { ...EMPTY_STATE, at: at(48) }, NOW).remedy).toMatch(/^delete data\/state\.json/);
  });

  test.each([
    [{ dataBytes: 40_000, files: 2, largest: { path: 'data/a', bytes: 30_000 }, entriesMax: 2 }, 'ok'],
    [{ dataBytes: 2e6, files: 2, largest: { path: 'data/a', bytes: 1.2e6 }, entriesMax: 2 }, 'warning'],
    [{ dataBytes: 2e6, files: 4_000, entriesMax: 3_500 }, 'warning'],
    [{ dataBytes: 2e6, files: 4, entriesMax: 5, repositoryBytes: 2e9 }, 'warning'],
  ] as const)('%o is %s', (weight, result) => {
    expect(weightCheck(weight).result).toBe(result);
  });

  test('what is owed for hours is named with its channel; what is held back is not owed late', () => {
    const [opened] = rehearse(watchOf('a'), NOW).alerts;
    const owed = notificationsOf(opened, ['issues'], at(-5));
    expect(outboxCheck([], NOW, REMEDIES.machine)).toMatchObject({ result: 'ok', found: 'none is waiting' });
    expect(outboxCheck(owed, NOW, REMEDIES.machine)).toMatchObject({
      result: 'warning',
      found: '1 notification owed to `issues`, the oldest for 5 h',
    });
    const held = owed.map((one) => ({ ...one, hold: 'quiet-hours' as const }));
    expect(outboxCheck(held, NOW, REMEDIES.machine)).toMatchObject({
      result: 'ok',
      found: expect.stringContaining('1 held back'),
    });
  });
});

describe('what is printed', () => {
  const HOSTILE = '::error::x ##[error]y @octocat <img src=x> | `a`\n::stop-commands::z';
  const checks = [
    ok('watchlist', 'fine'),
    { what: 'key', result: 'broken', found: `it said ${quoted(HOSTILE)}`, remedy: `see ${quoted(HOSTILE)}` },
    warning('schedule', 'late', 'do'),
    unchecked('answers', 'not tried'),
  ] as const;
  const trials = [
    { channel: 'issues', alert: 'opened', outcome: { kind: 'arrived', receipt: HOSTILE } },
    { channel: 'hook', alert: 'opened', outcome: { kind: 'failed', message: HOSTILE } },
  ] as const;

  test('is a table with each remedy below its row, and no command of a stranger', () => {
    const lines = checkLines(checks);
    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe('ok           watchlist  fine');
    expect(lines[4]).toBe('             → do');
    for (const line of [...lines, ...trialLines(trials)]) expect(line).not.toMatch(/^\s*::|##\[|\n/);
  });

  test('is Markdown in which a stranger neither mentions nor formats', () => {
    for (const table of [checkTable(checks), trialTable(trials)]) {
      expect(table.split('\n').slice(2)).toHaveLength(table === checkTable(checks) ? 4 : 2);
      expect(table.replaceAll(/(`+)(?:(?!\1).)*?[^`]\1(?!`)/g, '')).not.toMatch(/@octocat|<img/);
    }
  });

  test('test alerts stand below the checks where some were sent', () => {
    const [fine] = checks;
    expect(diagnosisLines({ checks: [fine] })).toEqual(['ok  watchlist  fine', '', '1 ok']);
    expect(diagnosisLines({ checks: [fine], trials })).toEqual([
      'ok  watchlist  fine',
      '',
      'test alerts:',
      ...trialLines(trials),
      '',
      '1 ok',
    ]);
    expect(diagnosisSummary({ checks: [fine] })).toBe(`### Doctor: 1 ok\n\n${checkTable([fine])}\n`);
    expect(diagnosisSummary({ checks: [fine], trials })).toBe(
      `### Doctor: 1 ok\n\n${checkTable([fine])}\n\n### Test alerts\n\n${trialTable(trials)}\n`,
    );
  });

  test('counts, and says what is broken', () => {
    expect(countChecks(checks)).toBe('1 broken, 1 warning, 1 ok, 1 not checked');
    expect(countChecks([checks[2], checks[2]])).toBe('2 warnings');
    expect(brokenTexts({ checks })).toHaveLength(1);
    expect(diagnosisJson({ checks }, NOW)).toMatchObject({
      at: '2026-11-23T10:00:00Z',
      ok: false,
      trials: null,
    });
    expect(diagnosisJson({ checks: [checks[0]], trials }, NOW)).toMatchObject({
      ok: true,
      trials: [
        { channel: 'issues', alert: 'opened', arrived: true, receipt: HOSTILE },
        { channel: 'hook', alert: 'opened', arrived: false, message: HOSTILE },
      ],
    });
  });
});
