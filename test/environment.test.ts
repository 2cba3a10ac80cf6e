import { describe, expect, test } from 'vitest';
import { EnvironmentError, readEnvironment } from '../src/environment.ts';
import { paceRange } from '../src/sources/pace.ts';

describe('SCAVIO_REQUESTS_IN_FLIGHT', () => {
  const read = (value: string | undefined) =>
    readEnvironment({ SCAVIO_REQUESTS_IN_FLIGHT: value }, []).scavioRequestsInFlight;

  test.each([
    [undefined, undefined],
    ['', undefined],
    [' 5 ', 5],
    ['1', 1],
    ['50', 50],
  ])('%j is %j', (value, requests) => {
    expect(read(value)).toBe(requests);
  });

  test.each(['0', '51', '-1', '1.5', 'many', '1e1'])('%j cannot be used, and what can is told', (value) => {
    expect(() => read(value)).toThrow(EnvironmentError);
    expect(() => read(value)).toThrow(/from 1 to 50/);
  });

  test('who is told the limit begins there; who is not begins gently', () => {
    expect(paceRange(5)).toEqual({ start: 5, max: 5 });
    expect(paceRange(undefined)).toEqual({ start: 2, max: 15 });
  });
});
