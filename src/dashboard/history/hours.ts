import { hoursBetween } from '../../text/time.ts';
import { GAP_HOURS, type StepForward } from './growth.ts';
import { type Posting, postingOf } from './posting.ts';

/**
 * The readings of the last 90 days of one hashtag, in columns of plain numbers, since 200 hashtags have half a million of
 * them. NaN stands for what is not known.
 */
export interface HourColumns {
  /** ms. */
  readonly at: readonly number[];
  readonly views: readonly number[];
  readonly step: readonly number[];
  readonly videos: readonly number[];
  readonly newPosts: readonly number[];
  readonly newestSpanHours: readonly number[];
  /** Growth credited since the first reading. */
  readonly total: readonly number[];
  /** 1 where the counter jumped and TikTok had restated it, so that the step there is no growth; else 0. */
  readonly restated: readonly number[];
  readonly usual: readonly number[];
  readonly score: readonly number[];
  readonly postsPerHour: readonly number[];
  readonly postsUsual: readonly number[];
}

/** What the `breakout` rule saw at one reading, as charts show it; NaN where it could not tell. */
export interface Evident {
  readonly score: number;
  /** Views an hour that are usual for that time of the day. */
  readonly baseline: number;
  /** New videos an hour that are usual, by what tells them. */
  readonly postsBaseline: Readonly<Record<Posting['from'], number>>;
}

export interface HourBook {
  readonly take: (step: StepForward, evident: Evident) => void;
  /** Takes back the growth of a step that has turned out to be none: it stands at that reading and at all since. */
  readonly takeBack: (jumped: StepForward) => void;
  readonly columns: HourColumns;
}

type OpenColumns = { readonly [Key in keyof HourColumns]: number[] };

export function createHourBook(): HourBook {
  const columns = emptyColumns();
  let takenBack = 0;
  return {
    columns,
    takeBack: ({ reading, gained }) => {
      takenBack += gained;
      const row = columns.at.indexOf(reading.at);
      // A jump from before these hours lifts all of them alike.
      for (let later = row === -1 ? 0 : row; later < columns.total.length; later += 1) {
        columns.total[later] = (columns.total[later] ?? 0) - gained;
      }
      if (row !== -1) columns.restated[row] = 1;
    },
    take: (forward, evident) => {
      const { reading, total } = forward;
      const { at, views, step } = reading;
      const posting = postedSince(forward);
      columns.at.push(at);
      columns.views.push(views);
      columns.step.push(step);
      columns.videos.push(reading.videos ?? Number.NaN);
      columns.newPosts.push(reading.newPosts ?? Number.NaN);
      columns.newestSpanHours.push(reading.newestSpanHours ?? Number.NaN);
      columns.total.push(total - takenBack);
      columns.restated.push(0);
      columns.usual.push(evident.baseline);
      columns.score.push(evident.score);
      columns.postsPerHour.push(posting?.perHour ?? Number.NaN);
      columns.postsUsual.push(evident.postsBaseline[posting?.from ?? 'list']);
    },
  };
}

function postedSince(step: StepForward): Posting | undefined {
  const { reading, before } = step;
  if (before === undefined || hoursBetween(before.at, reading.at) > GAP_HOURS) return undefined;
  return postingOf(step);
}

function emptyColumns(): OpenColumns {
  return {
    at: [],
    views: [],
    step: [],
    videos: [],
    newPosts: [],
    newestSpanHours: [],
    total: [],
    restated: [],
    usual: [],
    score: [],
    postsPerHour: [],
    postsUsual: [],
  };
}
