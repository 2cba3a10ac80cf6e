import { expect, test } from 'vitest';
import type { Alert } from '../../../src/alerts/alert.ts';
import { digestMarker, WEEK_MARKER } from '../../../src/channels/issue/markers.ts';
import { DAY_MS, HOUR_MS } from '../../../src/text/time.ts';
import { BOT, NOW, owed, owedDigest, startDesk } from './issue-desk.ts';
import { STANDING, WEEK } from './issue-views.ts';

test('an issue is found again where GitHub’s clock is nearly two days behind', async () => {
  const opened: Alert = { ...STANDING, kind: 'opened' };
  const { api, sink } = await startDesk({ now: () => Date.parse(opened.openedAt) - 47 * HOUR_MS });
  await sink.deliver(owed(opened));
  await sink.deliver(owed(opened));
  expect(api.issues()).toHaveLength(1);
});

test('a weekly digest closes the one before, also after a month without one', async () => {
  let now = Date.parse(WEEK.at) - 30 * DAY_MS;
  const { api, sink } = await startDesk({ now: () => now });
  api.seedIssue({ title: 'a month ago', body: `${digestMarker('old')}\n${WEEK_MARKER}`, login: BOT });
  now = NOW;
  await sink.deliver(owedDigest(WEEK));
  expect(api.issues().map(({ state }) => state)).toEqual(['closed', 'open']);
});
