import type { Health } from '../../../schema/site.ts';
import { drawing, element } from '../dom.ts';
import { formatDay } from '../format.ts';

const HOUR_MS = 3_600_000;
const DAYS = 7;

/** The hours of the last seven days: one square each, empty where no run came. A row is a day of the reader's zone. */
export function hoursMap({ madeAt, missedHours, runs }: Health): HTMLElement {
  const until = Math.floor(Date.parse(madeAt) / HOUR_MS) * HOUR_MS;
  const firstRun = (runs.at[0] ?? until / 1000) * 1000;
  const missed = new Set(missedHours.map((hour) => Date.parse(hour)));
  const hours = Array.from({ length: DAYS * 24 }, (_, index) => until - (DAYS * 24 - 1 - index) * HOUR_MS);
  const byDay = Map.groupBy(hours, (hour) => new Date(hour).toDateString());
  const look = (hour: number): string => {
    if (hour + HOUR_MS <= firstRun) return 'before';
    return missed.has(hour) ? 'missed' : 'came';
  };
  const rows = [...byDay.values()].map((ofDay) => {
    const [first = until] = ofDay;
    const lost = ofDay.filter((hour) => missed.has(hour)).length;
    return element(
      'li',
      {},
      element('span', { class: 'quiet' }, formatDay(first)),
      drawing(
        'svg',
        {
          viewBox: '0 0 240 10',
          role: 'img',
          'aria-label':
            lost === 0 ? 'every hour had a run' : `${lost} ${lost === 1 ? 'hour' : 'hours'} without a run`,
        },
        ...ofDay.map((hour) =>
          drawing('rect', {
            class: look(hour),
            x: new Date(hour).getHours() * 10 + 0.75,
            y: 0.75,
            width: 8.5,
            height: 8.5,
            rx: 1.5,
          }),
        ),
      ),
    );
  });
  return element(
    'figure',
    { class: 'hours' },
    element(
      'figcaption',
      { class: 'quiet' },
      'Hour by hour, midnight to midnight; an open square is an hour without a run.',
    ),
    element('ol', {}, ...rows),
  );
}
