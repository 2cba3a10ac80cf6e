import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawCaughtBreakout } from '../../src/bench/detection/plot.ts';
import { beginWatch, observeReading } from '../../src/detector/momentum/observe.ts';
import { thresholdOf } from '../../src/detector/momentum/settings.ts';
import { HOUR_MS } from '../../src/text/time.ts';

const page = readFileSync(new URL('../../docs/detection.md', import.meta.url), 'utf8');

describe('docs/detection.md', () => {
  test('its worked example is what the detector computes', () => {
    const begin = Date.UTC(2026, 2, 1);
    const reading = (hour: number) => ({
      at: begin + hour * HOUR_MS,
      hashtag: 'example',
      views: 500_000 + 1000 * hour + 3000 * Math.max(0, hour - 480),
      step: 1,
    });
    let memory = beginWatch(reading(0));
    const rows: string[] = [];
    for (let hour = 1; hour <= 485; hour += 1) {
      const observation = observeReading(memory, reading(hour), undefined);
      memory = observation.memory;
      const { excess } = memory.momentum;
      const windows = observation.windows?.score ?? 0;
      const numbers = [excess, windows].map((number) => number.toFixed(2));
      const views = reading(hour).views.toLocaleString('en-US');
      if (hour >= 480)
        rows.push(`| ${hour - 480} | ${views} | ${numbers.join(' | ')} | ${observation.score.toFixed(2)} |`);
    }
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });

  test('its plot is what the command draws', () => {
    const plot = readFileSync(new URL('../../docs/caught-breakout.svg', import.meta.url), 'utf8');
    expect(plot).toBe(drawCaughtBreakout());
    const moments = [...plot.matchAll(/>(?:detector|classic rule|peak), ([\d.]+) h</g)].map(
      ([, hours]) => hours,
    );
    expect(moments.filter((hours) => !page.includes(`${hours} h`))).toEqual([]);
    expect(moments.length).toBe(3);
  });

  test.each(['early', 'balanced', 'quiet'] as const)('it names the bar of %s', (sensitivity) => {
    expect(page).toContain(`| \`${sensitivity}\` | ${thresholdOf(sensitivity)} |`);
  });
});

describe('README.md', () => {
  const text = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

  test('its figures of the detector are those of docs/accuracy.md', () => {
    const accuracy = text('docs/accuracy.md');
    const [exact = [], rounded = []] = ['exact, 120 hashtags', 'rounded'].map((record) => {
      const row = accuracy
        .split('\n')
        .find((line) => line.startsWith(`| synthetic, hourly, ${record} | 0.33 |`));
      return [...(row ?? '').matchAll(/ \.(\d\d)\b/g)].map(([, percent]) => percent);
    });
    expect([exact.length, rounded.length]).toEqual([3, 3]);
    expect(text('README.md').replaceAll(/\s+/g, ' ')).toContain(
      `finds ${exact[0]} % of the breakouts with exact counters and ${rounded[0]} % with rounded ones, ` +
        `${exact[1]} % and ${rounded[1]} % before their peak (\`npm run bench -- detection\`)`,
    );
  });
});
