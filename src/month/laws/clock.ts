import type { Law } from './law.ts';
import { placeOf } from './telling.ts';

/** An instant of UTC, in words or as ISO 8601. */
const UTC = /\bUTC\b|\bGMT\b|\d{4}-\d\d-\d\dT\d\d:\d\d\S*/g;

export const oneClock: Law = {
  name: 'one clock',
  rule: 'Every instant that people read is in the zone of the watchlist; only data for programs is in UTC.',
  breaches: (month) =>
    month.tellings
      .filter(({ reader }) => reader === 'people')
      .flatMap((telling) => {
        const found = [...telling.text.matchAll(UTC)].map(({ index }) =>
          telling.text.slice(Math.max(0, index - 30), index + 24).replaceAll(/\s+/g, ' '),
        );
        const [first] = found;
        if (first === undefined) return [];
        return [{ where: placeOf(telling, month.timezone), what: `${found.length}×, first “${first}”` }];
      }),
};
