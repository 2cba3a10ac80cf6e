import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startProgress } from '../../../src/cli/output/progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => void written.push(text) };
}

test('a command that takes longer than two seconds says so, second by second, and wipes the line in the end', () => {
  const { written, ...screen } = terminal(true);
  vi.advanceTimersByTime(5_000);
  const end = startProgress(screen, 'export');
  vi.advanceTimersByTime(1_999);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1_001);
  expect(written).toEqual(['\r\u001B[Kexport … 2 s\r', '\r\u001B[Kexport … 3 s\r']);
  end();
  expect(written.at(-1)).toBe('\r\u001B[K');
  vi.advanceTimersByTime(5_000);
  expect(written).toHaveLength(3);
});

test.each([
  ['a quick command on a terminal', true, 1_000],
  ['a slow one elsewhere', false, 60_000],
])('%s writes nothing', (_what, isTTY, ms) => {
  const { written, ...screen } = terminal(isTTY);
  const end = startProgress(screen, 'export');
  vi.advanceTimersByTime(ms);
  end();
  expect(written).toEqual([]);
});
