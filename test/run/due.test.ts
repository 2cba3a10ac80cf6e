import { expect, test } from 'vitest';
import { judgeDue, type LastRun } from '../../src/run/due.ts';

const at = (clock: string) => Date.parse(`2026-11-23T${clock}Z`);

test.each<readonly [string | undefined, string, string, 'due' | 'done', string]>([
  ['schedule', '10:00:12', '10:37:02', 'done', 'the catch-up slot of an hour that was sampled'],
  ['schedule', '10:00:00', '10:59:59', 'done', 'the last second of that hour'],
  ['schedule', '10:00:12', '11:00:05', 'due', 'the next hour'],
  ['schedule', '10:37:00', '11:00:00', 'due', 'the next hour, 23 minutes after a late run'],
  ['schedule', '10:58:00', '11:02:00', 'done', 'the next hour, but only 4 minutes after a late run'],
  ['schedule', '10:42:00', '11:01:59', 'done', 'a second less than 20 minutes'],
  ['schedule', '10:42:00', '11:02:00', 'due', 'exactly 20 minutes'],
  ['schedule', '07:00:00', '10:37:00', 'due', 'the catch-up slot after hours without a run'],
  ['schedule', '13:00:00', '10:00:00', 'due', 'a last run in the future proves nothing'],
  ['workflow_dispatch', '10:00:12', '10:01:00', 'due', 'a person asks'],
  [undefined, '10:00:12', '10:37:00', 'done', "another scheduler's catch-up slot"],
])('%s: last run %s, now %s: %s (%s)', (trigger, last, now, kind, _why) => {
  expect(judgeDue({ trigger, last: { kind: 'at', at: at(last) }, key: 'set', now: at(now) }).kind).toBe(kind);
});

test('a missing or unreadable state is due, because the run itself then explains', () => {
  for (const kind of ['missing', 'unreadable'] as const)
    expect(judgeDue({ trigger: 'schedule', last: { kind }, key: 'set', now: at('10:00:00') }).kind).toBe(
      'due',
    );
});

test.each<readonly [string | undefined, LastRun['kind'], 'due' | 'done', string]>([
  ['schedule', 'missing', 'done', 'nobody has set it up yet'],
  ['schedule', 'at', 'due', 'it ran before: the key is gone'],
  ['schedule', 'unreadable', 'due', 'something was recorded'],
  ['workflow_dispatch', 'missing', 'due', 'a person asks'],
])('without a key, %s, last run %s: %s (%s)', (trigger, kind, verdict) => {
  const last: LastRun = kind === 'at' ? { kind, at: at('07:00:00') } : { kind };
  expect(judgeDue({ trigger, last, key: 'not set', now: at('10:00:00') }).kind).toBe(verdict);
});

test('the reason names the last run', () => {
  const verdict = judgeDue({
    trigger: 'schedule',
    last: { kind: 'at', at: at('10:00:12') },
    key: 'set',
    now: at('10:37:00'),
  });
  expect(verdict.reason).toBe("Nothing to do: this hour's sample was taken at 2026-11-23T10:00:12Z.");
});
