import { describe, expect, test } from 'vitest';
import { EnvironmentError, readEnvironment } from '../src/environment.ts';
import { scavioSettings } from '../src/sources/scavio/settings.ts';
import { startPace } from '../src/sources/source/pace.ts';

describe.each(['SCAVIO_BASE_URL', 'GITHUB_API_URL', 'GITHUB_SERVER_URL'])('%s', (variable) => {
  const read = (value: string): object => {
    const environment = readEnvironment({ [variable]: value }, []);
    return { ...environment, ...scavioSettings(environment) };
  };

  test.each(['http://127.0.0.1:8080', 'https://api.example.com/v2/'])(
    '%s is taken, with or without a slash at its end',
    (value) => {
      const bare = value.replace(/\/$/, '');
      expect(JSON.stringify(read(value))).toMatch(new RegExp(`"${bare}/?"`));
    },
  );

  test.each(['api.scavio.dev', 'localhost:8080', 'ftp://files.example.com', 'https://a:b@example.org'])(
    '%s is no address, and that is said without repeating it',
    (value) => {
      expect(() => read(value)).toThrow(EnvironmentError);
      expect(() => read(value)).toThrow(new RegExp(`^${variable} (?!.*${value}).+`));
    },
  );
});

describe('SCAVIO_REQUESTS_IN_FLIGHT', () => {
  const read = (value: string | undefined) =>
    scavioSettings(readEnvironment({ SCAVIO_REQUESTS_IN_FLIGHT: value }, [])).requestsInFlight;

  test.each([
    [undefined, undefined],
    ['', undefined],
    [' 5 ', 5],
    ['1', 1],
    ['50', 50],
  ])('%j is %j', (value, requests) => {
    expect(read(value)).toBe(requests);
  });

  test.each(['0', '51', '-1', '1.5', 'many', '1e1'])(
    '%j cannot be used, and the error says what can',
    (value) => {
      expect(() => read(value)).toThrow(EnvironmentError);
      expect(() => read(value)).toThrow(/from 1 to 50/);
    },
  );

  test('a run that knows the limit begins there; one that does not begins gently', () => {
    expect(startPace(undefined, 0, 5)).toMatchObject({ inFlight: 5, inFlightMax: 5 });
    expect(startPace(undefined, 0)).toMatchObject({ inFlight: 1, inFlightMax: 50 });
  });
});
