import { expect, test } from 'vitest';
import type { HealthNotice } from '../../src/alerts/health-notice.ts';
import { healthBadgeFile } from '../../src/dashboard/formats/badge.ts';
import { causeText } from '../../src/health/cause-text.ts';

const notice: HealthNotice = {
  version: 1,
  kind: 'opened',
  story: 'health-credits-20261123T1000Z',
  cause: 'credits',
  at: '2026-11-23T10:00:00Z',
  openedAt: '2026-11-23T10:00:00Z',
  since: '2026-11-23T10:00:00Z',
  credits: { left: 420, perDay: 140, endsAt: '2026-11-26T10:00:00Z' },
};

test('credits that run low, that have ended and that are enough again are three sentences', () => {
  expect(causeText(notice, 'UTC')).toMatchObject({
    title: 'The credits last for 3 days',
    found: '420 credits left. At today’s pace of 140 a day they end on 26 Nov 2026, 10:00 UTC.',
    remedy: 'Top up the account at Scavio, or watch fewer hashtags.',
  });
  const ended = { ...notice, credits: { left: 0, perDay: 140 } };
  expect(causeText(ended, 'UTC').title).toBe('The credits are used up');
  const over = causeText({ ...ended, kind: 'over', credits: { left: 9_000, perDay: 140 } }, 'UTC');
  expect(over).toMatchObject({ title: 'There are enough credits again' });
  expect(over.remedy).toBeUndefined();
});

test('a badge says that the radar sees, or the first thing that keeps it from it', () => {
  const { title, found } = causeText(notice, 'UTC');
  const { story, cause, openedAt, since } = notice;
  const one = { story, cause, openedAt, since, title, found, hashtags: [] };
  const badge = (path: string, causes: Parameters<typeof healthBadgeFile>[1]) =>
    JSON.parse(String(healthBadgeFile(path, causes).content));
  expect(badge('a.json', [])).toMatchObject({ message: 'sees', color: 'brightgreen' });
  expect(badge('a.json', [one, one])).toMatchObject({
    message: 'The credits last for 3 days and 1 more',
    color: 'red',
  });
});
