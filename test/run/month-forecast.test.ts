import { describe, expect, test } from 'vitest';
import { forecastMonth, monthText } from '../../src/run/month-forecast.ts';

// The hour that the run at 23:10 began, and a day more, are left of November.
const NOW = Date.parse('2026-11-29T23:00:00Z');
const price = { amount: 25, credits: 2_500, currency: '$' } as const;

describe('what a month will have cost', () => {
  test.each([
    ['as it goes on', { used: 100, creditsPerHour: 10 }, 340],
    ['no more than a budget', { used: 100, creditsPerHour: 10, budget: 300 }, 300],
    ['what has been spent beyond it', { used: 310, creditsPerHour: 10, budget: 300 }, 310],
    ['less than a budget', { used: 100, creditsPerHour: 1, budget: 300 }, 124],
  ])('%s', (_why, month, forecast) => {
    expect(forecastMonth({ now: NOW, ...month }).forecast).toBe(forecast);
  });

  test('in the last hour no run is left', () => {
    const now = Date.parse('2026-11-30T23:10:00Z');
    expect(forecastMonth({ now, used: 5, creditsPerHour: 10 }).forecast).toBe(5);
  });
});

describe('in a sentence', () => {
  test.each([
    [{ used: 1, forecast: 1_440 }, 'This month: 1 credit used, about 1,440 by its end'],
    [
      { used: 812, forecast: 1_440, price },
      'This month: 812 credits used ($8.12), about 1,440 ($14.40) by its end',
    ],
    [
      { used: 812, forecast: 4_950, budget: 5_000, price },
      'This month: 812 of 5,000 credits used ($8.12 of $50.00), about 4,950 ($49.50) by its end',
    ],
    [
      { used: 812, forecast: 4_950, budget: 5_000 },
      'This month: 812 of 5,000 credits used, about 4,950 by its end',
    ],
  ])('%j: %s', (month, text) => {
    expect(monthText(month)).toBe(text);
  });
});
