import { thresholdOf } from '../../detector/momentum/settings.ts';
import { createReplay } from '../../replay/replay.ts';
import { everyHashtag } from '../../replay/watches.ts';
import { HOUR_MS } from '../../text/time.ts';
import { readingAt, scoreDetector } from './detector.ts';
import type { KnownBreakout, LabelledSeries } from './series.ts';
import { generateRecord } from './synthetic/generate.ts';
import { alarmInstants } from './tally.ts';

/** One planted breakout of the synthetic record, with what both rules made of it. Hours count from the onset. */
interface CaughtBreakout {
  readonly hours: readonly number[];
  readonly views: readonly number[];
  readonly scores: readonly number[];
  readonly peak: number;
  readonly detector: number;
  readonly classic: number;
}

const SEED = { seed: 11, hashtags: 73, days: 75, everyHours: 1 };
const CHOSEN = 'synthetic72';
const FROM = -24;
const TO = 48;

/** The plot of docs/detection.md as SVG; the same bytes on every machine. */
export function drawCaughtBreakout(): string {
  const series = generateRecord(SEED).rounded.find((one) => one.hashtag === CHOSEN);
  const caught = series === undefined ? undefined : findCaught(series);
  if (caught === undefined)
    throw new Error(`The synthetic record has no breakout of ${CHOSEN} that both rules caught.`);
  return drawSvg(caught);
}

function findCaught(series: LabelledSeries): CaughtBreakout | undefined {
  const scores = scoreDetector(series, 'views');
  const alarms = alarmInstants(series.at, scores, thresholdOf('balanced'));
  for (const event of series.segments.flatMap((segment) => segment.events)) {
    const inside = (at: number | undefined): at is number =>
      at !== undefined && at > event.onset && at < event.onset + TO * HOUR_MS;
    const detector = alarms.find(inside);
    const classic = classicInstants(series).find(inside);
    if (detector !== undefined && classic !== undefined) return cut(series, scores, event, detector, classic);
  }
  return undefined;
}

function classicInstants(series: LabelledSeries): readonly number[] {
  const settings = everyHashtag({ rule: 'classic', sensitivity: 'balanced', thresholdPercentPerHour: 10 });
  const replay = createReplay([settings], { order: 'any' });
  return [...series.at].filter((_, index) => {
    const [judgement] = replay.take(readingAt(series, index, 'views'));
    return judgement?.classicFires === true;
  });
}

function cut(
  series: LabelledSeries,
  scores: Float64Array,
  event: KnownBreakout,
  detector: number,
  classic: number,
): CaughtBreakout {
  const hourOf = (at: number) => (at - event.onset) / HOUR_MS;
  const places = [...series.at.keys()].filter((place) => {
    const hour = hourOf(series.at[place] ?? 0);
    return hour >= FROM && hour <= TO;
  });
  return {
    hours: places.map((place) => hourOf(series.at[place] ?? 0)),
    views: places.map((place) => series.views[place] ?? 0),
    scores: places.map((place) => scores[place] ?? 0),
    peak: hourOf(event.peak),
    detector: hourOf(detector),
    classic: hourOf(classic),
  };
}

const WIDTH = 760;
const LEFT = 70;
const RIGHT = 20;
const VIEWS = { top: 46, bottom: 236 };
const SCORE = { top: 266, bottom: 366 };

function drawSvg(caught: CaughtBreakout): string {
  const x = (hour: number) => (LEFT + ((hour - FROM) / (TO - FROM)) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const scale =
    (low: number, high: number, { top, bottom }: { top: number; bottom: number }) =>
    (value: number) =>
      (bottom - ((value - low) / (high - low)) * (bottom - top)).toFixed(1);
  const least = Math.min(...caught.views);
  const most = Math.max(...caught.views);
  const y = scale(least, most, VIEWS);
  const yScore = scale(0, 14, SCORE);
  const path = (values: readonly number[], place: (value: number) => string) =>
    values
      .map((value, index) => `${index === 0 ? 'M' : 'L'}${x(caught.hours[index] ?? 0)} ${place(value)}`)
      .join('');
  const moment = (hour: number, label: string, color: string, height: number) =>
    `<path d="M${x(hour)} ${height + 4}V${SCORE.bottom}" stroke="${color}" stroke-dasharray="4 3"/>` +
    `<text x="${x(hour)}" y="${height}" fill="${color}" text-anchor="middle">${label}</text>`;
  const ticks = [-24, -12, 0, 12, 24, 36, 48].map(
    (hour) => `<text x="${x(hour)}" y="384" text-anchor="middle">${hour} h</text>`,
  );
  const million = (count: number) => `${(count / 1e6).toFixed(1)}M`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} 400" font-family="sans-serif" font-size="12" fill="#333">`,
    '<title>A simulated breakout: the detector calls it hours before the classic rule</title>',
    `<rect width="${WIDTH}" height="400" fill="#fff"/>`,
    `<text x="8" y="${VIEWS.top}">${million(most)}</text><text x="8" y="${VIEWS.bottom}">${million(least)}</text>`,
    `<text x="8" y="${(VIEWS.top + VIEWS.bottom) / 2}">views</text><text x="8" y="${(SCORE.top + SCORE.bottom) / 2}">score</text>`,
    `<path d="${path(caught.views, y)}" fill="none" stroke="#0969da" stroke-width="2"/>`,
    `<path d="M${LEFT} ${yScore(8)}H${WIDTH - RIGHT}" stroke="#999"/><text x="${LEFT}" y="${Number(yScore(8)) - 4}">the bar, 8</text>`,
    `<path d="${path(caught.scores, yScore)}" fill="none" stroke="#8250df" stroke-width="2"/>`,
    moment(0, 'onset', '#57606a', 36),
    moment(caught.detector, `detector, ${caught.detector.toFixed(1)} h`, '#1a7f37', 20),
    moment(caught.classic, `classic rule, ${caught.classic.toFixed(1)} h`, '#cf222e', 36),
    moment(caught.peak, `peak, ${caught.peak.toFixed(1)} h`, '#57606a', 20),
    ...ticks,
    '</svg>',
    '',
  ].join('\n');
}
