import { RequestError } from '@octokit/request-error';
import { expect, test } from 'vitest';
import { errorTextOf } from '../../src/github/error-text.ts';
import { redactor } from '../../src/http/redact/redact.ts';

const request = { method: 'GET' as const, url: 'https://api.github.com', headers: {} };

test('what GitHub says is shown without a secret, a half of one at the cut included', () => {
  const secret = 's3cret'.repeat(40);
  const error = new RequestError(`${'x'.repeat(150)} ${secret}`, 403, { request });
  expect(errorTextOf(error, redactor([secret]))).toBe(`HTTP 403: ${'x'.repeat(150)} ***`);
});

test('what GitHub says at length is cut', () => {
  const error = new RequestError('x'.repeat(9_000), 500, { request });
  expect(errorTextOf(error, redactor([]))).toHaveLength(220);
});
