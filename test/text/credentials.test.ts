import { describe, expect, test } from 'vitest';
import { defuseCredentials } from '../../src/text/credentials.ts';

/** Put together here, so that this file holds none that a scanner would take for one. */
const x = (count: number): string => 'aB3'.repeat(count);

describe('a stranger’s text', () => {
  test.each([
    ['Slack’s webhook', `https://hooks.slack.com/services/T${x(3)}/B${x(3)}/${x(8)}`],
    ['Discord’s webhook', `https://discord.com/api/webhooks/123456789/${x(12)}`],
    ['a token of GitHub', `ghp_${x(12)}`],
    ['a fine-grained one', `github_pat_${x(20)}`],
    ['a token of GitLab', `glpat-${x(7)}`],
    ['a bot of Slack', `xoxb-123456789012-${x(8)}`],
    ['a key of AWS', `AKIA${'AB3D'.repeat(4)}`],
    ['a key of Stripe', `sk_live_${x(8)}`],
    ['a restricted one', `rk_test_${x(8)}`],
    ['a key of Google', `AIza${x(12)}`],
    ['a bot of Telegram', `123456789:AA${x(11)}`],
    ['a key of OpenAI', `sk-proj-${x(8)}`],
    ['a token of npm', `npm_${x(12)}`],
    ['a key of SendGrid', `SG.${x(7)}.${x(14)}`],
    ['a signed token', `eyJ${x(6)}.eyJ${x(6)}.${x(6)}`],
    ['a database', 'postgres://ann:s3cret@db.example.com/app'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----'],
  ])('loses what looks like a credential, and says so: %s', (_what, credential) => {
    expect(defuseCredentials(`my bot posts to ${credential} daily`)).toBe(
      'my bot posts to [credential removed] daily',
    );
  });

  test.each([
    'Book haul! #booktok #fyp https://www.tiktok.com/@ann/video/7301234567890123456',
    'sk-ii review, 24:7 glow, ratio 1000000:1, 12:30 tonight',
    'pk_ my favourite; password: hunter2 lol; eyJ is how JSON begins',
    'write me at ann@example.com or https://example.com/a:b@c',
    '私の新しい本 — 50% off 😀',
  ])('stays as it is: %s', (text) => {
    expect(defuseCredentials(text)).toBe(text);
  });
});
