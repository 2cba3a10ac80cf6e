import type { CreditOutlook, HealthCause, HealthNotice, SilentHashtag } from '../alerts/health-notice.ts';
import { SOURCE } from '../sources/source/about.ts';
import { formatAmount, formatCount, formatHours } from '../text/numbers.ts';
import { hoursBetween } from '../text/time.ts';
import { formatTime } from '../text/times.ts';

/** What a story is about, whatever becomes of it. */
export function causeName({ cause, channel = '' }: Pick<HealthNotice, 'cause' | 'channel'>): string {
  return cause === 'channel' ? `${NAMES.channel} ${channel}` : NAMES[cause];
}

const NAMES: Readonly<Record<HealthCause, string>> = {
  'no-runs': 'A time without readings',
  'no-reading': 'Hashtags without a reading',
  credits: 'Credits',
  budget: 'Budget',
  key: 'Refused key',
  'cut-short': 'Runs cut short',
  channel: 'Channel',
  'unreadable-data': 'Unreadable data',
  'unknown-shape': 'Unknown answers',
  schedule: 'Hourly schedule',
};

/** A health story in words. Our own words and numbers; others' text stands apart. */
export interface CauseText {
  readonly title: string;
  /** Hashtags that stand after the title. Strangers' text. */
  readonly named: readonly string[];
  readonly found: string;
  /** What the source, the channel or the file said. Another system's text. */
  readonly said?: string;
  /** What to do; absent once it is over. */
  readonly remedy?: string;
  /** One line a hashtag. */
  readonly hashtags: readonly { readonly hashtag: string; readonly text: string }[];
  /** Names that hashtags may have now. Strangers' text. */
  readonly likely: readonly { readonly hashtag: string; readonly text: string }[];
}

/** @param timezone IANA zone in which people read times */
export function causeText(notice: HealthNotice, timezone: string): CauseText {
  const words = notice.kind === 'over' ? endOf(notice, timezone) : standingOf(notice, timezone);
  const silent = notice.hashtags ?? [];
  return {
    ...words,
    named: silent.map(({ hashtag }) => hashtag),
    ...(notice.message !== undefined && notice.kind !== 'over' && { said: notice.message }),
    hashtags: notice.kind === 'over' ? [] : silent.map((one) => silentItem(one, timezone)),
    likely: notice.kind === 'over' ? [] : silent.flatMap(likelyItem),
  };
}

type Words = Pick<CauseText, 'title' | 'found' | 'remedy'>;

const NOT_KNOWN = 'Whether anything breaks out meanwhile is not known.';

function standingOf(notice: HealthNotice, timezone: string): Words {
  const { cause, since, runs = 0, channel = '', hashtags = [], hours } = notice;
  const from = formatTime(since, timezone);
  switch (cause) {
    case 'no-runs':
      return silence(notice, timezone);
    case 'no-reading':
      return {
        title: `No reading of ${formatAmount(hashtags.length, 'hashtag')}`,
        found: 'Runs come, but they cannot read what is named here.',
        remedy:
          'Open it on TikTok. If it is misspelt or renamed, correct its name in watchlist.yml; if it is banned or gone, remove it.',
      };
    case 'credits':
      return creditWords(notice, timezone);
    case 'budget':
      return budgetWords(notice, timezone);
    case 'key':
      return {
        title: `${SOURCE.name} refuses the key`,
        found: `${formatAmount(runs, 'run')} in a row could not read everything, since ${from}. ${NOT_KNOWN}`,
        remedy: `Put a valid key into the secret ${SOURCE.keyVariable} (Settings → Secrets and variables → Actions).`,
      };
    case 'cut-short':
      return {
        title: 'Runs are cut short',
        found: `${formatAmount(runs, 'run')} in a row had no time left for every hashtag, since ${from}.`,
        remedy: `Watch fewer hashtags, or use a faster plan at ${SOURCE.name}.`,
      };
    case 'channel':
      return {
        title: `The channel ${channel} does not work`,
        found: `Nothing arrives there since ${from}. What it is owed waits and is tried again.`,
        remedy: 'Follow what it says. To try the channel: Actions → Doctor → Run workflow.',
      };
    case 'unreadable-data':
      return {
        title: 'Stored data cannot be read',
        found: `Runs stop before they sample, since ${from}. Nothing is written over the file. ${NOT_KNOWN}`,
        remedy:
          'In a clone run npm run doctor -- --repair, which shows what it would do first. Or restore the file from git. Then push.',
      };
    case 'unknown-shape':
      return {
        title: `${SOURCE.name} answers in an unknown form`,
        found: `Most answers could not be read in ${formatAmount(runs, 'run')} in a row, since ${from}. ${NOT_KNOWN}`,
        remedy:
          'Update hashtag-radar to its latest release. If that does not help, report it with what the answer said.',
      };
    case 'schedule':
      return {
        title: 'Most hourly runs do not come',
        found: `${formatCount(hours?.sampled ?? 0)} of the last ${formatAmount(hours?.expected ?? 0, 'hour')} had a run. GitHub starts schedules late and drops some.`,
        remedy: 'Set up a clock of your own: docs/setup.md, "A clock that is on time".',
      };
  }
}

function silence({ since, until, at }: HealthNotice, timezone: string): Words {
  const hours = formatHours(hoursBetween(Date.parse(since), Date.parse(until ?? at)));
  const from = formatTime(since, timezone);
  const found =
    until === undefined
      ? `Runs come, but nothing has been read since ${from}. ${NOT_KNOWN}`
      : `Nothing was read from ${from} to ${formatTime(until, timezone)}. Whether anything broke out in that time is not known.`;
  return {
    title: `No reading for ${hours}`,
    found,
    remedy:
      'Open Actions → Track hashtags: enable the workflow if it is off, and read the latest red run. A clock of your own closes the gaps that GitHub leaves: docs/setup.md, "A clock that is on time".',
  };
}

function creditWords(notice: HealthNotice, timezone: string): Words {
  const credits = notice.credits ?? NOTHING_LEFT;
  const remedy = `Top up the account at ${SOURCE.name}, or watch fewer hashtags.`;
  if (credits.endsAt === undefined) {
    const found = `No credit is left since ${formatTime(notice.since, timezone)}: nothing can be read. ${NOT_KNOWN}`;
    return { title: 'The credits are used up', found, remedy };
  }
  return {
    title: `The credits last for ${lasting(notice.at, credits.endsAt)}`,
    found: `${formatAmount(credits.left, 'credit')} left. At today’s pace of ${formatCount(credits.perDay)} a day they end on ${formatTime(credits.endsAt, timezone)}.`,
    remedy,
  };
}

function budgetWords(notice: HealthNotice, timezone: string): Words {
  const credits = notice.credits ?? NOTHING_LEFT;
  const budget = formatCount(credits.budget ?? 0);
  const remedy = 'Raise the budget in watchlist.yml, or watch fewer hashtags.';
  if (credits.endsAt === undefined) {
    const found = `This month’s ${budget} credits are used up since ${formatTime(notice.since, timezone)}: hashtags are left out until the month ends. ${NOT_KNOWN}`;
    return { title: 'The month’s budget is used up', found, remedy };
  }
  return {
    title: `The month’s budget lasts for ${lasting(notice.at, credits.endsAt)}`,
    found: `${formatCount(credits.left)} of this month’s ${budget} credits left. At today’s pace of ${formatCount(credits.perDay)} a day they end on ${formatTime(credits.endsAt, timezone)}, before the month does.`,
    remedy,
  };
}

const NOTHING_LEFT: CreditOutlook = { left: 0, perDay: 0 };

function lasting(at: string, endsAt: string): string {
  return formatHours(Math.max(0, hoursBetween(Date.parse(at), Date.parse(endsAt))));
}

/** The end, with the whole story in short. */
function endOf(notice: HealthNotice, timezone: string): Words {
  const { cause, since, until, at, channel = '', hashtags = [], credits, hours } = notice;
  const from = formatTime(since, timezone);
  const lasted = `It was so from ${from} to ${formatTime(at, timezone)}.`;
  switch (cause) {
    case 'no-runs':
      return {
        title: 'Readings come again',
        found: `Nothing was read from ${from} to ${formatTime(until ?? at, timezone)} (${formatHours(hoursBetween(Date.parse(since), Date.parse(until ?? at)))}).`,
      };
    case 'no-reading':
      return {
        title: `Settled: ${formatAmount(hashtags.length, 'hashtag')} without a reading`,
        found: `Each is read again, or no longer watched. ${lasted}`,
      };
    case 'credits':
      return { title: 'There are enough credits again', found: `${leftOf(credits)} ${lasted}` };
    case 'budget':
      return { title: 'The budget is enough again', found: `${leftOf(credits)} ${lasted}` };
    case 'key':
      return { title: `${SOURCE.name} takes the key again`, found: lasted };
    case 'cut-short':
      return { title: 'Runs read every hashtag again', found: lasted };
    case 'channel':
      return { title: `The channel ${channel} works again`, found: lasted };
    case 'unreadable-data':
      return { title: 'Stored data can be read again', found: `Nothing was sampled meanwhile. ${lasted}` };
    case 'unknown-shape':
      return { title: `${SOURCE.name} answers in a known form again`, found: lasted };
    case 'schedule':
      return {
        title: 'Hourly runs come again',
        found: `${formatCount(hours?.sampled ?? 0)} of the last ${formatAmount(hours?.expected ?? 0, 'hour')} had a run.`,
      };
  }
}

function leftOf(credits: CreditOutlook | undefined): string {
  return credits === undefined ? '' : `${formatAmount(credits.left, 'credit')} left.`;
}

const WHY: Readonly<Record<string, string>> = {
  'unknown-hashtag': 'TikTok does not know it',
  'empty-answer': 'TikTok gives nothing for it: it may be unknown, banned or blocked',
  'wrong-hashtag': 'the answer is about another hashtag',
  'zero-views': 'the answer has no views',
  'unreadable-answer': 'the answer cannot be read',
  'http-400': 'the request for it is refused',
  'http-422': 'the request for it is refused',
};

function silentItem(
  { hashtag, since, code }: SilentHashtag,
  timezone: string,
): { readonly hashtag: string; readonly text: string } {
  const why = WHY[code] ?? `the latest attempt failed (${code})`;
  return { hashtag, text: `has no reading since ${formatTime(since, timezone)}: ${why}` };
}

function likelyItem({ likely }: SilentHashtag): CauseText['likely'] {
  return likely === undefined ? [] : [{ hashtag: likely, text: 'answered in its place' }];
}
