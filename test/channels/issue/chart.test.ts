import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChartReading, chartNotes, viewsChart } from '../../../src/channels/issue/chart.ts';
import { at } from '../../support/given.ts';
import { BREAKOUT_READINGS } from './issue-views.ts';

/**
 * The lines that `xychart-beta` understands, as strictly as we write them: Mermaid 10, 11 and 12 drew the golden files.
 * https://mermaid.js.org/syntax/xyChart.html
 */
const NUMBER = String.raw`-?\d+(?:\.\d+)?`;
const GRAMMAR = new RegExp(
  [
    '^```mermaid',
    String.raw`%%\{init: \{.*\}\}%%`,
    'xychart-beta',
    String.raw` {4}accTitle: [\w ]+`,
    String.raw` {4}accDescr: [\w. ]+`,
    ` {4}x-axis "[\\w ]+" ${NUMBER} --> ${NUMBER}`,
    ` {4}y-axis "[\\w ]+" ${NUMBER} --> ${NUMBER}`,
    ` {4}bar \\[${NUMBER}(?:, ${NUMBER}){24}\\]`,
    '```$',
  ].join('\n'),
);

const barsOf = (chart = ''): readonly number[] =>
  (/bar \[(.*)\]/.exec(chart)?.[1] ?? '').split(', ').map(Number);
const axisOf = (chart = ''): readonly number[] =>
  (/y-axis "[^"]*" (\S+) --> (\S+)/.exec(chart) ?? []).slice(1).map(Number);
const hourly = (views: (hour: number) => number, step = 1): readonly ChartReading[] =>
  Array.from({ length: 51 }, (_, place) => ({ at: at(place - 50), views: views(place - 50), step }));

describe('the chart', () => {
  test('has a bar for every two hours: the last reading in them', () => {
    const bars = barsOf(
      viewsChart(
        hourly((hour) => 2_000 + hour),
        at(0),
      ),
    );
    expect(bars).toHaveLength(25);
    expect(bars.slice(-3)).toEqual([1_996, 1_998, 2_000]);
  });

  test('draws nothing where nothing was read: below the axis', () => {
    const chart = viewsChart(BREAKOUT_READINGS, at(0));
    const [floor = 0] = axisOf(chart);
    expect(
      barsOf(chart)
        .map((bar) => (bar < floor ? 'none' : 'bar'))
        .join(' '),
    ).toMatch(/^(bar ){10}(none ){3}bar/);
  });

  test.each([
    [9_000, 'Views', 9_000],
    [120_500, 'Views in thousands', 120.5],
    [4_100_000, 'Views in millions', 4.1],
    [3_400_000_000, 'Views in billions', 3.4],
  ])('shows %d views in short units', (views, name, shown) => {
    const chart = viewsChart(
      hourly(() => views),
      at(0),
    );
    expect(chart).toContain(`y-axis "${name}" `);
    expect(barsOf(chart).at(-1)).toBe(shown);
  });

  test('is left out before there are three bars', () => {
    const few = hourly((hour) => hour + 100).slice(-3);
    expect(viewsChart(few, at(0))).toBeUndefined();
    expect(viewsChart([], at(0))).toBeUndefined();
    expect(viewsChart(hourly((hour) => hour + 100).slice(-5), at(0))).toBeDefined();
  });

  test('parses, whatever was read: every measured bar stands within the axis, every other one below it', () => {
    const reading = fc.record({
      at: fc.integer({ min: at(-80), max: at(5) }),
      views: fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 9e12 })),
      step: fc.constantFrom(1, 100, 1e5, 1e8),
    });
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 60 }), (readings) => {
        const chart = viewsChart(readings, at(0));
        if (chart === undefined) return;
        expect(chart).toMatch(GRAMMAR);
        const [floor = 0, top = 0] = axisOf(chart);
        const slots = new Set(
          readings.flatMap((one) => {
            const slot = Math.floor((at(0) - one.at) / 7_200_000);
            return slot >= 0 && slot <= 24 ? [24 - slot] : [];
          }),
        );
        barsOf(chart).forEach((bar, slot) => {
          expect(slots.has(slot) ? bar >= floor && bar <= top : bar < floor).toBe(true);
        });
      }),
    );
  });
});

describe('what is said of it', () => {
  test('names the gaps in the schedule, and what rounding does', () => {
    const notes = chartNotes(
      BREAKOUT_READINGS.map((reading) => ({ ...reading, step: 100 })),
      at(0),
      'UTC',
    );
    expect(notes).toContain('7 h 56 min from 22 Nov 2026, 04:00 UTC');
    expect(notes).toContain('TikTok rounds this count to 100');
  });

  test('has no gap where runs are only late', () => {
    const late = hourly((hour) => 2_000 + hour).filter((_, place) => place % 5 !== 0);
    expect(chartNotes(late, at(0), 'UTC')).not.toContain('Gaps');
  });
});
