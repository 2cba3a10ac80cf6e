import { expect, test } from 'vitest';
import { archivedIn, beginningMessage, cutOf, keptFrom, type LineCommit } from '../../src/archive/cut.ts';

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const line = (...days: readonly string[]): readonly LineCommit[] =>
  days.map((day, index) => ({ id: `c${index}`, at: at(day) }));

test('the year in progress and the one before stay', () => {
  expect(keptFrom(Date.parse('2028-01-01T00:00:00Z'))).toBe(at('2027-01-01'));
  expect(keptFrom(Date.parse('2028-12-31T23:59:59Z'))).toBe(at('2027-01-01'));
});

/** Commits, the day before which history goes, and the last that goes. */
const CUTS: readonly (readonly [string, readonly LineCommit[], string | undefined])[] = [
  ['the last commit before that day', line('2026-01-01', '2026-12-31', '2027-01-01'), 'c1'],
  ['all but nothing newer', line('2025-01-01', '2026-01-01'), 'c1'],
  ['nothing where all is newer', line('2027-01-01', '2027-01-02'), undefined],
  [
    'nothing where only the beginning is older, as after an archive',
    line('2026-12-31', '2027-01-01'),
    undefined,
  ],
  [
    'no commit after a newer one, whatever its clock said',
    line('2026-01-01', '2026-02-01', '2027-03-01', '1970-01-01', '2027-04-01'),
    'c1',
  ],
  ['less, where a clock was ahead once', line('2026-01-01', '2026-02-01', '2031-01-01', '2026-03-01'), 'c1'],
];

test.each(CUTS)('goes: %s', (_, commits, expected) => {
  expect(cutOf(commits, at('2027-01-01'))?.id).toBe(expected);
});

test('a beginning says what it left out, and other commits say nothing', () => {
  const archived = { id: 'a'.repeat(40), ref: 'refs/archive/radar-data/2027-01-01' };
  const message = beginningMessage(archived, { id: archived.id, at: at('2026-12-31') });
  expect(archivedIn(message)).toEqual(archived);
  expect(archivedIn('data: 2026-12-31 00:00Z, 3 hashtags\n')).toBeUndefined();
});
