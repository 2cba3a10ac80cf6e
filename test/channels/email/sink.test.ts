import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Notification, notificationsOf } from '../../../src/alerts/outbox.ts';
import type { Sink } from '../../../src/channels/channel/sink.ts';
import { emailSink } from '../../../src/channels/email/sink.ts';
import { readEnvironment } from '../../../src/environment.ts';
import {
  type SmtpFault,
  type SmtpPeer,
  type SmtpPeerOptions,
  startSmtpPeer,
} from '../../../src/simulator/smtp-peer.ts';
import { LOOPBACK, trustLoopback } from '../../support/loopback-certificate.ts';
import { alertNamed } from '../alerts.ts';
import { newsNamed } from '../news.ts';

const USER = 'mailer@example.com';
const PASS = 'p@ss/w0rd:#?% 42';
const LOGIN = { user: USER, pass: PASS };
const SECRETS = [USER, PASS, encodeURIComponent(USER), encodeURIComponent(PASS)].flatMap((secret) => [
  secret,
  Buffer.from(secret).toString('base64'),
]);
const secretsIn = (value: unknown): readonly string[] =>
  SECRETS.filter((secret) => JSON.stringify(value).includes(secret));

beforeAll(trustLoopback);

const peers: SmtpPeer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) await peer.close();
});

async function start(options: SmtpPeerOptions = {}) {
  const peer = await startSmtpPeer({ certificate: LOOPBACK, ...options });
  peers.push(peer);
  const login = options.login === undefined ? '' : `${encodeURIComponent(USER)}:${encodeURIComponent(PASS)}@`;
  const scheme = options.tls === 'first-byte' ? 'smtps' : 'smtp';
  return { peer, sink: sinkFor(`${scheme}://${login}localhost:${peer.port}`) };
}

function sinkFor(address: string | undefined, { timeoutMs = 60_000, repository = 'octo/radar' } = {}): Sink {
  const environment = readEnvironment({ DESK_SMTP: address, GITHUB_REPOSITORY: repository }, ['DESK_SMTP']);
  const channel = {
    type: 'email',
    name: 'desk',
    smtpEnv: 'DESK_SMTP',
    to: ['ann@example.org', 'ben@example.org'],
    from: 'radar@example.com',
  } as const;
  return emailSink(channel, { environment, timezone: 'UTC', recent: async () => [], timeoutMs });
}

function owed(name: string): Notification {
  const [notification] = notificationsOf(alertNamed(name), ['desk'], Date.parse('2026-11-23T10:05:00Z'));
  if (notification === undefined) throw new RangeError('One channel is owed one notification.');
  return notification;
}

function owedNews(name: string, id: string): Notification {
  return { ...newsNamed(name), id, channel: 'desk', owedAt: 0, attempts: 0, nextAttemptAt: 0 };
}

describe('a mail', () => {
  test('goes to everybody in `to` at once, encrypted and after the login, and reads as text and as HTML', async () => {
    const { peer, sink } = await start({ login: LOGIN });
    const notification = owed('exact-with-history');
    expect(await sink.deliver(notification)).toEqual({
      kind: 'delivered',
      notification: notification.id,
      receipt: expect.stringMatching(/^accepted for ann@example\.org, ben@example\.org \(250 /),
    });
    const [received] = peer.mails;
    expect(peer.mails).toHaveLength(1);
    expect(received).toMatchObject({
      from: 'radar@example.com',
      to: ['ann@example.org', 'ben@example.org'],
      encrypted: true,
      user: USER,
      mail: {
        subject: '#booktok breakout, 23 Nov 2026, 10:00 UTC',
        from: { text: '"hashtag-radar" <radar@example.com>' },
        text: expect.stringContaining('#booktok is breaking out: +14.9 % in 1 h'),
        html: expect.stringContaining('is breaking out: +14.9 % in 1 h'),
        attachments: [],
      },
    });
    expect(received?.raw).not.toMatch(/nodemailer/i);
  });

  test('comes through TLS from the first byte too', async () => {
    const { peer, sink } = await start({ tls: 'first-byte', login: LOGIN });
    expect(await sink.deliver(owed('hostile'))).toMatchObject({ kind: 'delivered' });
    expect(peer.mails).toMatchObject([{ encrypted: true, user: USER }]);
  });

  test('needs neither a login nor encryption where the server asks for none', async () => {
    const { peer, sink } = await start({ tls: 'none' });
    expect(await sink.deliver(owed('hostile'))).toMatchObject({ kind: 'delivered' });
    expect(peer.mails).toMatchObject([{ encrypted: false, user: undefined }]);
  });

  test('says that a machine wrote it, carries its id, and can be filtered by its list', async () => {
    const { peer, sink } = await start();
    await sink.deliver(owed('exact-with-history'));
    await sink.deliver(owed('one-creator'));
    const headers = peer.mails[0]?.mail.headers;
    expect(headers?.get('auto-submitted')).toBe('auto-generated');
    expect(headers?.get('x-auto-response-suppress')).toBe('All');
    expect(headers?.get('list')).toEqual({ id: { name: 'hashtag-radar', id: 'hashtag-radar.example.com' } });
    expect(headers?.get('x-hashtag-radar-id')).toBe(owed('exact-with-history').id);
    // RFC 5322, section 2.1.1; the second one's id is not ASCII.
    for (const line of peer.mails.flatMap(({ raw }) => raw.split('\r\n')))
      expect(line.length).toBeLessThanOrEqual(998);
  });
});

describe('a conversation', () => {
  test('holds all mails of an episode: one subject, and the first mail to refer to', async () => {
    const { peer, sink } = await start();
    const [first, later] = [owed('exact-with-history'), owedNews('changed-fading', 'later/desk')];
    for (const notification of [first, later, later]) await sink.deliver(notification);
    const [a, b, again] = peer.mails.map(({ mail }) => mail);
    expect(a?.references).toBeUndefined();
    expect(b?.subject).toBe(a?.subject);
    expect(b).toMatchObject({ inReplyTo: a?.messageId, references: a?.messageId });
    expect(b?.messageId).not.toBe(a?.messageId);
    expect(again?.messageId).toBe(b?.messageId);
    // RFC 5322: an atom, `@`, a domain.
    for (const mail of [a, b]) expect(mail?.messageId).toMatch(/^<[\w-]+(?:\.[\w-]+)*@example\.com>$/);
  });

  test('takes in the hashtags that rise with it, and no digest', async () => {
    const { peer, sink } = await start();
    const first = owed('exact-with-history');
    const other = {
      ...alertNamed('one-creator'),
      kind: 'joined',
      leader: alertNamed('exact-with-history'),
    } as const;
    await sink.deliver(first);
    await sink.deliver({ ...first, kind: 'alert', alert: other, id: `${other.episode}/joined/desk` });
    await sink.deliver(owedNews('digest-week', 'week/desk'));
    const [leader, joined, week] = peer.mails.map(({ mail }) => mail);
    expect(joined).toMatchObject({ inReplyTo: leader?.messageId });
    expect(week?.references).toBeUndefined();
  });

  test('is not shared by two repositories that tell of the same breakout', async () => {
    const { peer } = await start();
    for (const repository of ['octo/radar', 'octo/other']) {
      await sinkFor(`smtp://localhost:${peer.port}`, { repository }).deliver(owed('hostile'));
    }
    expect(new Set(peer.mails.map(({ mail }) => mail.messageId)).size).toBe(2);
  });
});

test('nothing in a message becomes a header of its own', async () => {
  const { peer, sink } = await start();
  const forged = 'x\r\nBcc: victim@example.net\r\n\r\nbody';
  const hostile = { ...alertNamed('hostile'), hashtag: forged, note: forged };
  await sink.deliver({ ...owedNews('opened-hostile', forged), kind: 'alert', alert: hostile });
  const [received] = peer.mails;
  expect(received?.to).toEqual(['ann@example.org', 'ben@example.org']);
  expect(received?.mail.headers.has('bcc')).toBe(false);
  expect(received?.mail.subject).toBe('#x Bcc: victim@example.net body breakout, 23 Nov 2026, 10:00 UTC');
});

describe('a refusal', () => {
  const at =
    (step: string, code: number, text: string) =>
    (met: string): SmtpFault | undefined =>
      met === step ? { code, text } : undefined;

  test.each<readonly [string, SmtpPeerOptions, string]>([
    ['421 at the door', { fault: at('connect', 421, 'busy') }, 'turned this machine away (421 busy)'],
    [
      '554 at the door: the next run comes from another machine',
      { fault: at('connect', 554, 'listed') },
      'turned this machine away (554 listed)',
    ],
    [
      '454 for the login',
      { login: LOGIN, fault: at('login', 454, 'later') },
      'cannot check the login just now (454 later)',
    ],
    [
      '534 for the login',
      { login: LOGIN, fault: at('login', 534, '5.7.9 app password') },
      'refused the user or the password in DESK_SMTP: many providers want',
    ],
    ['451 for the sender', { fault: at('sender', 451, 'greylisted') }, 'put it off (451 greylisted)'],
    [
      '550 for the sender',
      { fault: at('sender', 550, 'not yours') },
      'refused the sender radar@example.com: set `from`',
    ],
    [
      '530 without a login',
      { fault: at('sender', 530, 'login first') },
      'wants a login: put user and password into DESK_SMTP',
    ],
    ['450 for all recipients', { fault: at('recipient', 450, 'full') }, 'put it off (450 full)'],
    [
      '550 for all recipients',
      { fault: at('recipient', 550, 'unknown') },
      'refused everyone in `to`: ann@example.org (550 unknown); ben@example.org (550 unknown)',
    ],
    ['452 for the mail', { fault: at('data', 452, 'no space') }, 'put it off (452 no space)'],
    ['552 for the mail', { fault: at('data', 552, 'too large') }, 'has no room for it (552 too large)'],
    [
      '554 for the mail',
      { fault: at('data', 554, 'spam') },
      'refused the mail, as spam or by a rule of its own: ask its administrator (554 spam)',
    ],
  ])('%s', async (_why, options, text) => {
    const { peer, sink } = await start(options);
    const delivery = await sink.deliver(owed('hostile'));
    expect(delivery).toMatchObject({
      kind: 'failed',
      final: 'retry',
      message: expect.stringContaining(text),
    });
    expect(peer.mails).toHaveLength(0);
  });

  test('of a wrong password names the secret and shows neither it nor the user, though the server repeats both', async () => {
    const { peer } = await start({ login: { user: USER, pass: 'another' } });
    const sink = sinkFor(
      `smtp://${encodeURIComponent(USER)}:${encodeURIComponent(PASS)}@localhost:${peer.port}`,
    );
    const delivery = await sink.deliver(owed('hostile'));
    expect(delivery).toMatchObject({
      final: 'retry',
      message: expect.stringMatching(
        /refused the user or the password in DESK_SMTP.* \(535 .*no user \*\*\* with \*\*\*\)$/,
      ),
    });
    expect(secretsIn(delivery)).toEqual([]);
  });

  test('of some recipients names them, and nobody gets the mail twice', async () => {
    const { peer, sink } = await start({
      fault: (step, about) =>
        step === 'recipient' && about.startsWith('ben') ? { code: 550, text: 'no such user' } : undefined,
    });
    expect(await sink.deliver(owed('hostile'))).toMatchObject({
      kind: 'delivered',
      receipt: expect.stringMatching(
        /^accepted for ann@example\.org \(250 .*\), but refused for ben@example\.org \(550 no such user\)$/,
      ),
    });
    expect(peer.mails).toMatchObject([{ to: ['ann@example.org'] }]);
  });

  test('of one mail says nothing of the next; one of the login holds for whatever else is owed', async () => {
    const spam = await start({
      fault: (step, _about, before) =>
        step === 'data' && before === 0 ? { code: 554, text: 'spam' } : undefined,
    });
    expect(await spam.sink.deliver(owed('hostile'))).toMatchObject({ kind: 'failed' });
    expect(await spam.sink.deliver(owed('one-creator'))).toMatchObject({ kind: 'delivered' });
    const locked = await start({ login: LOGIN, fault: at('login', 535, 'wrong') });
    expect(await locked.sink.deliver(owed('hostile'))).toMatchObject({ kind: 'failed', scope: 'channel' });
    expect(locked.peer.steps.get('login')).toBe(1);
  });
});

describe('a server that is not there, or not to be trusted', () => {
  test.each<readonly [string, 'connect' | 'sender' | 'data']>([
    ['never greets', 'connect'],
    ['stops answering at the sender', 'sender'],
    ['takes the mail and never confirms it', 'data'],
  ])('and %s is given up in time', async (_why, step) => {
    const { peer } = await start({ fault: (met) => (met === step ? 'hang' : undefined) });
    const sink = sinkFor(`smtp://localhost:${peer.port}`, { timeoutMs: 1_000 });
    const message = expect.stringContaining('the mail server did not answer in time');
    // And the run's other mails do not wait for it again.
    expect(await sink.deliver(owed('hostile'))).toMatchObject({
      kind: 'failed',
      final: 'retry',
      scope: 'channel',
      message,
    });
    expect(peer.steps.get(step) ?? 0).toBeLessThanOrEqual(1);
  });

  test('but goes on and on is given up as a whole', async () => {
    const endless = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('220 mail.example\r\n');
      const talk = setInterval(() => socket.write('250-mail.example\r\n'), 10);
      socket.on('close', () => clearInterval(talk));
    });
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
    const { port } = endless.address() as AddressInfo;
    expect(
      await sinkFor(`smtp://localhost:${port}`, { timeoutMs: 1_000 }).deliver(owed('hostile')),
    ).toMatchObject({
      final: 'retry',
      message: `the mail server did not answer in time (localhost, port ${port})`,
    });
    await new Promise((resolve) => endless.close(resolve));
  });

  test('and breaks off after the mail gets it again later, with the same Message-ID', async () => {
    const { peer, sink } = await start({
      fault: (step, _about, before) => (step === 'data' && before === 0 ? 'drop' : undefined),
    });
    expect(await sink.deliver(owed('hostile'))).toMatchObject({
      kind: 'failed',
      final: 'retry',
      message: expect.stringContaining('the connection broke off before the mail server confirmed it'),
    });
    const next = sinkFor(`smtp://localhost:${peer.port}`);
    expect(await next.deliver(owed('hostile'))).toMatchObject({ kind: 'delivered' });
    expect(peer.steps.get('data')).toBe(2);
  });

  test.each<readonly [string, SmtpPeerOptions, string, string]>([
    [
      'has a certificate of nobody’s',
      { certificate: undefined, login: LOGIN },
      'smtp',
      'is not trusted, so nothing was sent to it: use the name',
    ],
    [
      'takes no encryption, though a password is to be sent',
      { tls: 'none', login: LOGIN },
      'smtp',
      'offers no encryption (STARTTLS), and no password is sent without',
    ],
    ['does not begin with TLS', { login: LOGIN }, 'smtps', 'does not begin with TLS on port'],
  ])('and %s gets neither mail nor password', async (_why, options, scheme, text) => {
    const { peer } = await start(options);
    const sink = sinkFor(
      `${scheme}://${encodeURIComponent(USER)}:${encodeURIComponent(PASS)}@localhost:${peer.port}`,
    );
    const delivery = await sink.deliver(owed('hostile'));
    expect(delivery).toMatchObject({
      kind: 'failed',
      final: 'retry',
      message: expect.stringContaining(text),
    });
    expect(secretsIn(delivery)).toEqual([]);
    expect(peer.steps.get('login')).toBeUndefined();
  });

  test('and refuses connections is named as such', async () => {
    const { peer } = await start();
    await peer.close();
    peers.splice(0);
    expect(await sinkFor(`smtp://localhost:${peer.port}`).deliver(owed('hostile'))).toMatchObject({
      final: 'retry',
      message: `no connection to the mail server localhost, port ${peer.port} (ECONNREFUSED)`,
    });
  });

  test.each([
    ['is not set', undefined, 'set the secret DESK_SMTP to the mail server, as smtp://'],
    [
      'is of another kind',
      'https://user:s3cret-pass@example.com',
      'the secret DESK_SMTP is not the mail server, as smtp://',
    ],
    ['has a password with a # in it', 'smtp://user:s3cret#pass@example.com:587', 'write @ as %40'],
  ])('whose address %s is an error that says so, without the address', async (_why, address, text) => {
    const delivery = await sinkFor(address).deliver(owed('hostile'));
    expect(delivery).toMatchObject({
      kind: 'failed',
      final: 'retry',
      message: expect.stringContaining(text),
    });
    expect(JSON.stringify(delivery)).not.toContain('s3cret');
  });
});
