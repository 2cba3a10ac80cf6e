import type { Law } from './law.ts';
import { placeOf } from './output.ts';

/** An instant of UTC, in words or as ISO 8601. */
const UTC = /\bUTC\b|\bGMT\b|\d{4}-\d\d-\d\dT\d\d:\d\d\S*/g;

export const oneClock: Law = {
  name: 'one clock',
  rule: 'Every instant that people read is in the zone of the watchlist; only data for programs is in UTC.',
  breaches: (month) =>
    month.outputs
      .filter(({ reader }) => reader === 'people')
      .flatMap((output) => {
        const found = [...output.text.matchAll(UTC)].map(({ index }) =>
          output.text.slice(Math.max(0, index - 30), index + 24).replaceAll(/\s+/g, ' '),
        );
        const [first] = found;
        if (first === undefined) return [];
        return [{ where: placeOf(output, month.timezone), what: `${found.length}×, first “${first}”` }];
      }),
};
