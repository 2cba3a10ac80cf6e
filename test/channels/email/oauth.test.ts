import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readAccess } from '../../../src/channels/email/oauth.ts';
import { createSinks } from '../../../src/channels/registry.ts';
import { readEnvironment } from '../../../src/environment.ts';
import { type Receiver, type ReceiverReply, startReceiver } from '../../../src/simulator/receiver.ts';
import { type SmtpPeer, startSmtpPeer } from '../../../src/simulator/smtp-peer.ts';
import { LOOPBACK, trustLoopback } from '../../support/loopback-certificate.ts';
import { newsNamed, owedOf } from '../news.ts';

describe('the access to a mail server', () => {
  test.each([
    [
      'Microsoft’s client credentials',
      '{"tenant":"contoso.com","clientId":"c","clientSecret":"s"}',
      'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token',
      {
        ...{ client_id: 'c', client_secret: 's', grant_type: 'client_credentials' },
        scope: 'https://outlook.office365.com/.default',
      },
    ],
    [
      'Google’s refresh token',
      '{"client_id":"1.apps.googleusercontent.com","client_secret":"s","refresh_token":"r"}',
      'https://oauth2.googleapis.com/token',
      {
        ...{ client_id: '1.apps.googleusercontent.com', client_secret: 's' },
        ...{ grant_type: 'refresh_token', refresh_token: 'r' },
      },
    ],
  ])('is %s', (_what, secret, tokenUrl, parameters) => {
    expect(readAccess(secret)).toEqual({ kind: 'access', access: { tokenUrl, parameters } });
  });

  test.each([
    ['no JSON', 's3cret'],
    ['a list', '["s3cret"]'],
    ['no clientId', '{"tenant":"t","clientSecret":"s3cret"}'],
    ['neither a clientSecret nor a refreshToken', '{"tenant":"t","clientId":"s3cret"}'],
    ['no tenant', '{"clientId":"c","clientSecret":"s3cret"}'],
  ])('that is or has %s says what to write, without what was written', (_what, secret) => {
    const read = readAccess(secret);
    expect(read).toMatchObject({ kind: 'unusable', message: expect.stringContaining('"clientId":"…"') });
    expect(JSON.stringify(read)).not.toContain('s3cret');
  });
});

const receivers: Receiver[] = [];
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function deliveredBy(reply: ReceiverReply, port = 9) {
  const service = await startReceiver([reply]);
  receivers.push(service);
  const access = { tokenUrl: `${service.url}/token`, clientId: 'c', clientSecret: 'Q8~s3cretVALUE' };
  const variables = {
    SMTP_URL: `smtp://radar%40example.com@127.0.0.1:${port}`,
    SMTP_OAUTH: JSON.stringify(access),
  };
  const channel = {
    ...{ type: 'email' as const, name: 'desk', to: ['ann@example.com'], from: 'radar@example.com' },
    ...{ smtpEnv: 'SMTP_URL', smtpOauthEnv: 'SMTP_OAUTH' },
  };
  const environment = readEnvironment(variables, Object.keys(variables));
  const sinks = await createSinks([channel], { environment, timezone: 'UTC', recent: async () => [] });
  return { service, delivery: await sinks.get('desk')?.deliver(owedOf(newsNamed('opened'), 'desk')) };
}

test('the sign-in service is asked for a token first, by a form', async () => {
  const { service, delivery } = await deliveredBy({ status: 200, body: '{"access_token":"t0ken"}' });
  expect(Object.fromEntries(new URLSearchParams(service.requests[0]?.body))).toEqual({
    ...{ client_id: 'c', client_secret: 'Q8~s3cretVALUE', grant_type: 'client_credentials' },
    scope: 'https://outlook.office365.com/.default',
  });
  // The mail server is not there, which it is found out about only with a token in hand.
  expect(delivery).toMatchObject({ message: expect.stringContaining('127.0.0.1, port 9') });
});

describe('a mail server that takes a token alone', () => {
  let server: SmtpPeer;
  beforeEach(async () => {
    trustLoopback();
    const token = { user: 'radar@example.com', accessToken: 't0ken' };
    server = await startSmtpPeer({ certificate: LOOPBACK, token });
  });
  afterEach(() => server.close());

  test('gets the mail, signed in by XOAUTH2 over an encrypted connection', async () => {
    const { delivery } = await deliveredBy({ status: 200, body: '{"access_token":"t0ken"}' }, server.port);
    expect(delivery).toMatchObject({ kind: 'delivered' });
    expect(server.mails).toMatchObject([
      { encrypted: true, user: 'radar@example.com', to: ['ann@example.com'] },
    ]);
  });

  test('refuses another token: it waits for a person, and the token is shown to nobody', async () => {
    const { delivery } = await deliveredBy(
      { status: 200, body: '{"access_token":"0ther-t0ken"}' },
      server.port,
    );
    expect(delivery).toMatchObject({ kind: 'failed', final: 'retry' });
    expect(JSON.stringify(delivery)).not.toContain('0ther-t0ken');
    expect(server.mails).toEqual([]);
  });
});

test.each<readonly [string, ReceiverReply, string]>([
  [
    'a refusal',
    { status: 401, body: '{"error":"invalid_client: Q8~s3cretVALUE"}' },
    'HTTP 401: invalid_client: ***',
  ],
  ['no token', { status: 200, body: '{}' }, 'gave no token'],
  ['a page', { status: 200, body: '<html>' }, 'refused the access in SMTP_OAUTH'],
])('%s names the service, shows no secret, and waits', async (_what, reply, says) => {
  const { delivery } = await deliveredBy(reply);
  expect(delivery).toMatchObject({
    ...{ kind: 'failed', final: 'retry', scope: 'channel' },
    message: expect.stringMatching(/^the sign-in service at 127\.0\.0\.1:\d+ /),
  });
  expect(delivery).toMatchObject({ message: expect.stringContaining(says) });
  expect(JSON.stringify(delivery)).not.toContain('s3cret');
});
