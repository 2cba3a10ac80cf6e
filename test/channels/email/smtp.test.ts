import { describe, expect, test } from 'vitest';
import { parseSmtpAddress } from '../../../src/channels/email/smtp-address.ts';
import { smtpProblem } from '../../../src/channels/email/smtp-problem.ts';
import { redactor } from '../../../src/http/redact/redact.ts';

describe('the address of a mail server', () => {
  test.each([
    ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, secure: false }],
    ['smtps://mail.example.com/', { host: 'mail.example.com', port: 465, secure: true }],
    // RFC 8314 gives 465 to TLS from the first byte, so what is meant is clear.
    ['smtp://mail.example.com:465', { host: 'mail.example.com', port: 465, secure: true }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, secure: false }],
    [
      'smtps://ann%40example.com:p%40ss%2F%25@mail.example.com',
      {
        host: 'mail.example.com',
        port: 465,
        secure: true,
        login: { user: 'ann@example.com', pass: 'p@ss/%' },
      },
    ],
    // As it is copied, where that has one meaning only.
    [
      'smtp://ann@example.com:abcd efgh@mail.example.com:587',
      {
        host: 'mail.example.com',
        port: 587,
        secure: false,
        login: { user: 'ann@example.com', pass: 'abcd efgh' },
      },
    ],
  ])('%s', (address, server) => {
    expect(parseSmtpAddress(address)).toEqual(server);
  });

  test.each([
    ['', 'nothing'],
    ['mail.example.com:587', 'no scheme'],
    ['https://mail.example.com', 'another scheme'],
    ['smtp://', 'no host'],
    ['smtp://user@mail.example.com', 'half a login'],
    ['smtp://:pass@mail.example.com', 'half a login'],
    ['smtp://user:100%@mail.example.com', 'a % that stands for itself'],
    ['smtp://user:a#b@mail.example.com', 'a # that stands for itself'],
    ['smtp://mail.example.com/?tls.rejectUnauthorized=false', 'options'],
    ['smtp://mail.example.com/inbox', 'a path'],
  ])('is none: %j (%s)', (address) => {
    expect(parseSmtpAddress(address)).toBeUndefined();
  });
});

describe('a problem of the connection', () => {
  const attempt = {
    secretName: 'SMTP_URL',
    host: 'mail.example.com',
    port: 25,
    from: 'radar@example.com',
    login: 'password' as const,
    redact: redactor([]),
  };
  const error = (message: string, more: object) => Object.assign(new Error(message), more);

  test.each([
    ['EDNS', error('queryA ENOTFOUND', { code: 'EDNS', command: 'CONN' }), 'no address was found for'],
    [
      'a timeout on port 25',
      error('Connection timeout', { code: 'ETIMEDOUT', command: 'CONN' }),
      'use 587 or 465',
    ],
    [
      'a login that is not known here',
      error('Unknown authentication method "X"', { code: 'EAUTH', command: 'API' }),
      'nor any other way to log in',
    ],
  ])('%s is tried again, and says what to do', (_why, problem, text) => {
    expect(smtpProblem(problem, attempt)).toMatchObject({
      message: expect.stringContaining(text),
      scope: 'server',
    });
  });
});
