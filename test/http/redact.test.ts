import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactor, strictRedactor } from '../../src/http/redact/redact.ts';

const KEY = 'sk_live_1+2/3&Zq9x"7';
const WEBHOOK = 'https://hooks.example/services/T0AAAAAAA/xyzSECRETtoken123?token=SECRETtoken999&k=short8ch';
const SMTP = 'smtp://ann%40example.com:p%40ss%2Fw0rd@mail.example.com:587';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hexOf = (sign: string): string => sign.charCodeAt(0).toString(16).padStart(2, '0');
const ENCODINGS: readonly (readonly [string, (text: string) => string])[] = [
  ['plain', (text) => text],
  ['in upper case', (text) => text.toUpperCase()],
  ['in lower case', (text) => text.toLowerCase()],
  ['URL-encoded', encodeURIComponent],
  ['URL-encoded in lower case', (text) => encodeURIComponent(text).toLowerCase()],
  ['URL-encoded twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['every byte URL-encoded', (text) => Buffer.from(text).toString('hex').replaceAll(/../g, '%$&')],
  ['as JSON', (text) => JSON.stringify(text)],
  ['as JSON with escaped slashes', (text) => JSON.stringify(text).replaceAll('/', '\\/')],
  ['as HTML', (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
  ['in Base64', base64],
  ['in Base64 without padding', (text) => base64(text).replace(/=+$/, '')],
  ['in base64url', (text) => Buffer.from(text).toString('base64url')],
  ['in Base64 after one byte', (text) => base64(`x${text}`)],
  ['in Base64 behind a word', (text) => base64(`Bearer ${text}`).slice(10)],
  ['in hexadecimal', (text) => Buffer.from(text).toString('hex')],
  ['every sign as a number of HTML', (text) => text.replaceAll(/./g, (sign) => `&#${sign.charCodeAt(0)};`)],
  ['every sign as \\u0000', (text) => text.replaceAll(/./g, (sign) => `\\u00${hexOf(sign)}`)],
  ['every sign as \\x00', (text) => text.replaceAll(/./g, (sign) => `\\x${hexOf(sign)}`)],
  ['as mails quote it', (text) => text.replaceAll(/\W/g, (sign) => `=${hexOf(sign).toUpperCase()}`)],
  ['split over lines', (text) => text.replaceAll(/.{4}/g, '$&\r\n  ')],
  ['split by mails', (text) => text.replaceAll(/.{5}/g, '$&=\n')],
  ['split over lines in JSON', (text) => text.replaceAll(/.{5}/g, '$&\\n')],
  ['with backslashes before its signs', (text) => text.replaceAll(/[^\w]/g, '\\$&')],
  ['in Base64 that is folded', (text) => base64(text).replaceAll(/.{6}/g, '$&\n')],
  ['in hexadecimal, upper case', (text) => Buffer.from(text).toString('hex').toUpperCase()],
];

/** Whether a text still holds six signs in a row of what was to be hidden. */
function leaks(clean: string, secret: string): boolean {
  const [text, hidden] = [clean.toLowerCase(), secret.toLowerCase()];
  return Array.from({ length: hidden.length - 7 }, (_, at) => hidden.slice(at, at + 8)).some((part) =>
    text.includes(part),
  );
}

describe.each([
  ['a key', KEY, KEY],
  ['a piece of an address', WEBHOOK, 'xyzSECRETtoken123'],
  ['a value in an address', WEBHOOK, 'SECRETtoken999'],
  ['a short value in an address', WEBHOOK, 'short8ch'],
  ['a password', SMTP, 'p@ss/w0rd'],
  ['a bot’s token', '123456789:AAsecretSECRET0', 'AAsecretSECRET0'],
  ['a signing key without its prefix', 'whsec_c2VjcmV0U0VDUkVUMA==', 'c2VjcmV0U0VDUkVUMA=='],
  ['a signing key, decoded', 'whsec_c2VjcmV0U0VDUkVUMA==', 'secretSECRET0'],
  ['the value of a header', 'X-Api-Key: t0psecretVALUE', 't0psecretVALUE'],
  ['a text in JSON', '{"clientId":"a","clientSecret":"Q8~s3cret.VALUE"}', 'Q8~s3cret.VALUE'],
])('%s is taken out', (_what, secret, piece) => {
  test.each(ENCODINGS)('%s', (_how, encode) => {
    for (const redact of [redactor([secret]), strictRedactor([secret])]) {
      const clean = redact(`said ${encode(piece)} once`);
      expect(clean).toContain('***');
      expect(leaks(clean, encode(piece))).toBe(false);
    }
  });
});

test('a long secret that was cut short is taken out all the same', () => {
  const key = 'scv_9f8e7d6c5b4a39281706f5e4d3c2b1a0';
  const redact = redactor([key]);
  for (const part of [key.slice(0, 12), key.slice(-10), key.slice(5, 20), base64(key).slice(8, 24)])
    expect(redact(`key ${part}…`)).toBe('key ***…');
});

test('an address is taken out whole, and by its path', () => {
  const redact = redactor(['https://hooks.example/services/T0/B1?x=y']);
  expect(redact('POST https://hooks.example/services/T0/B1?x=y')).toBe('POST ***');
  expect(redact('404 for /services/T0/B1?x=y')).toBe('404 for ***');
});

test('a login is taken out as HTTP and SMTP send it', () => {
  const redact = strictRedactor([SMTP]);
  for (const form of ['ann@example.com', '\0ann@example.com\0p@ss/w0rd', 'ann@example.com:p@ss/w0rd'])
    for (const shown of [form, base64(form)]) expect(redact(`said ${shown}`)).toBe('said ***');
  expect(redact('mail.example.com:587 refused it')).toBe('mail.example.com:587 refused it');
});

test('one within another leaves nothing of the longer, and two side by side are two', () => {
  expect(redactor(['abc1def', 'abc1defghij'])('abc1defghij abc1def')).toBe('*** ***');
});

test('empty and very short ones are no secrets', () => {
  expect(redactor([undefined, '', 'ab', '1x345'])('ab 1x345')).toBe('ab 1x345');
});

describe('what people own stays as it is', () => {
  test.each([
    ['a user and a hashtag', 'smtp://glossier:Xk29_fjw02@mail.example.com', '#glossier rose'],
    ['a sender’s name', 'smtp://radar%40example.com:Xk29_fjw02@mail.example.com', 'radar@example.com'],
    ['a path of words', 'https://hooks.example/statistics/in', '{"statistics":{"in":1}}'],
    ['a path of a field’s name', 'https://hooks.example/viewCount/', '{"viewCount":200000}'],
    ['a password of digits', 'smtp://ann:200000@mail.example.com', '200000 views'],
    [
      'a public part of many addresses',
      'https://x.logic.azure.com/workflows/Zk29fjw02/triggers',
      'workflows, triggers',
    ],
  ])('%s', (_what, secret, text) => {
    expect(redactor([secret])(text)).toBe(text);
  });

  test('except in what a server says that was sent it', () => {
    const redact = strictRedactor(['smtp://ann:glossier@mail.example.com']);
    expect(redact('535 wrong password glossier')).toBe('535 wrong password ***');
  });

  test('whatever it is, where no secret stands in it', () => {
    const redact = redactor([KEY, WEBHOOK, SMTP]);
    const words = fc
      .array(fc.stringMatching(/^[a-z]{1,11}$/), { maxLength: 20 })
      .map((list) => list.join(' '));
    fc.assert(fc.property(words, (text) => redact(text) === text));
  });
});
