import type { Alert, AlertVideo } from '../../alerts/alert.ts';
import { formatPercent } from '../../text/numbers.ts';
import { type AlertGrowth, growthOf } from './growth.ts';

/** A video behind the growth, as every message tells it. Its texts are a stranger's. */
export interface ToldVideo extends AlertVideo {
  /** Its part of the growth that the message tells, 0 to 1; absent where that would be no part. */
  readonly share?: number;
  /** The gain is a guess, since no earlier count is known. */
  readonly isEstimate: boolean;
  /** ISO 8601, and views since then; absent over a whole breakout. */
  readonly postedAt?: string;
  readonly views?: number;
}

/** What a message says of the videos behind the growth. */
export interface ToldVideos {
  readonly title: string;
  /** Those worth a reader's time, the largest gain first. */
  readonly videos: readonly ToldVideo[];
  /** How much of the growth they explain; absent where that is not known. */
  readonly explained?: string;
}

/**
 * The videos behind the growth that an alert tells: at its opening those of the last reading, later those of the whole
 * breakout.
 */
export function toldVideos(alert: Alert): ToldVideos {
  const { topVideos } = alert;
  if (topVideos !== undefined) {
    const growth = growthOf(alert);
    const videos = worthShowing(
      topVideos.map((video) => overWhole(video, growth)),
      growth,
    );
    return { title: titleOver(alert, videos), videos };
  }
  const growth = { from: alert.views.before, to: alert.views.now };
  const drivers = alert.drivers.map(({ basis, ...driver }) => ({
    ...driver,
    isEstimate: basis === 'estimated',
  }));
  return { title: 'What drives it', videos: worthShowing(drivers, growth), explained: explainedText(alert) };
}

function overWhole(video: AlertVideo, { from, to }: AlertGrowth): ToldVideo {
  return { ...video, isEstimate: false, ...(to > from && { share: video.gained / (to - from) }) };
}

/** From this part of the growth on, videos drive a breakout; with less they are only those that gained most. */
const DRIVES_FROM = 0.1;

function titleOver({ kind }: Alert, videos: readonly ToldVideo[]): string {
  const share = videos.reduce((sum, video) => sum + (video.share ?? 1), 0);
  if (share < DRIVES_FROM)
    return `Videos that gained most (together ${formatPercent(share * 100)} of the growth)`;
  return kind === 'over' ? 'Top videos of the whole breakout' : 'What drives it, since it broke out';
}

/** A video that gained less than this part of the growth, or of what the first one gained, tells nothing. */
const SHOWN_SHARE_MIN = { growth: 0.001, first: 0.02 } as const;

/** Shares are shown only where they are parts of one whole: a counter that lags behind shows less growth than its videos. */
function worthShowing(
  videos: readonly ToldVideo[],
  { from, to }: Pick<AlertGrowth, 'from' | 'to'>,
): readonly ToldVideo[] {
  const first = videos[0]?.gained ?? 0;
  const min = Math.max(1, first * SHOWN_SHARE_MIN.first, (to - from) * SHOWN_SHARE_MIN.growth);
  const told = videos.filter(({ gained }) => gained >= min);
  const whole = told.reduce((sum, { share = 0 }) => sum + share, 0);
  return whole <= 1 ? told : told.map(({ share: _, ...video }) => video);
}

/** Below this part of the growth, the listed videos are said to explain little. */
const EXPLAINS_LITTLE_BELOW = 0.25;

function explainedText({ explained, creators, drivers }: Alert): string {
  if (drivers.length === 0) return explained === undefined ? NO_LISTING : NONE_GAINED;
  if (explained === undefined) return 'How much of the growth they bring is unknown.';
  const by = creators === 1 ? 'one creator' : `${creators} creators`;
  if (explained < EXPLAINS_LITTLE_BELOW) {
    return `TikTok's newest videos (${by}) bring little: ${formatPercent(explained * 100)} of the growth. The rest comes from videos that TikTok does not list.`;
  }
  if (explained > 1)
    return `TikTok's newest videos (${by}) gained more than the hashtag's counter shows, which lags behind.`;
  return `TikTok's newest videos together (${by}) bring ${formatPercent(explained * 100)} of the growth.`;
}

const NO_LISTING = 'Unknown: TikTok gave no list of videos this time.';
const NONE_GAINED =
  'None of the videos that TikTok lists gained views since the reading before: the growth comes from others.';
