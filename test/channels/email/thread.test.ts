import { expect, test } from 'vitest';
import { notificationsOf } from '../../../src/alerts/outbox.ts';
import { threadOf } from '../../../src/channels/email/thread.ts';
import { alertNamed } from '../alerts.ts';

test('a Message-ID keeps its form from version to version: mails of an older one stay in the conversation', () => {
  const alert = { ...alertNamed('exact-with-history'), episode: 'booktok-20261123T1000Z' };
  const [notification] = notificationsOf(alert, ['mail'], 0);
  expect(notification && threadOf(notification, 'octo/radar', 'example.com')).toEqual({
    messageId: '<1de91ab825c097bdb97e1d2c8974f42abbab3b02.hashtag-radar@example.com>',
    references: [],
  });
});
