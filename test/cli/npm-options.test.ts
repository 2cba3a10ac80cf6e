import { expect, test } from 'vitest';
import { keptByNpm } from '../../src/cli/input/npm-options.ts';

const OPTIONS = ['--dry-run', '--push', '--no-push', '--now', '--json', '--only'];
const kept = (variables: Readonly<Record<string, string>>, event = 'track') =>
  keptByNpm('track', OPTIONS, { npm_lifecycle_event: event, ...variables });

test.each<readonly [Readonly<Record<string, string>>, string]>([
  [{ npm_config_dry_run: 'true' }, '--dry-run'],
  [{ npm_config_push: 'true' }, '--push'],
  [{ npm_config_push: '' }, '--no-push'],
  [{ npm_config_now: '2026-11-23T10:00:00Z' }, '--now'],
])('%o is an option that npm kept', (variables, option) => {
  expect(kept(variables)).toBe(
    `npm has kept ${option} for itself. Options stand after two dashes: npm run track -- ${option}`,
  );
});

test.each<readonly [string, string | undefined]>([
  ['no option', kept({})],
  ['an option of another command', kept({ npm_config_send_test: 'true' })],
  ['what npm itself knows and a .npmrc may set', kept({ npm_config_json: 'true', npm_config_only: 'prod' })],
  ['a switch that is off', kept({ npm_config_dry_run: '' })],
  ['a program that another script started', kept({ npm_config_dry_run: 'true' }, 'test')],
])('%s is none', (_, said) => {
  expect(said).toBeUndefined();
});
