import { z } from 'zod';

/**
 * Alerts as plain JSON: what the log keeps, the outbox carries and a webhook receives. Fields that a later release adds
 * are kept as they are. The descriptions are published in `docs/webhook.schema.json`.
 */

/** An instant in UTC. */
export const instant = z.iso.datetime().describe('ISO 8601 in UTC.');
export const count = z.number().int().nonnegative();
const hashtag = z.string().describe('The normalised name, without `#`.');
const episode = z
  .string()
  .describe(
    'Id of the breakout: its hashtag and the minute (UTC) at which it opened, `booktok-20261123T1100Z`.',
  );

const interval = z.object({
  low: z.number().describe('The least that the rounded counts allow.'),
  nominal: z.number().describe('Taking the counts as they stand.'),
  high: z.number().describe('The most that the rounded counts allow.'),
});

const companion = z.object({ hashtag, episode }).describe('A breakout of another hashtag.');

const phase = z.enum(['warming', 'breakout', 'strong', 'peaked', 'fading', 'over']);

const views = z.object({
  now: count.describe('The count of this reading.'),
  before: count.describe('The count of the reading before.'),
  beforeAt: instant.describe('When the reading before was taken.'),
  step: count.describe('Precision of the counts: 1 when exact, else the step in which TikTok rounds them.'),
  base: count.describe('The count at the reading before the breakout.'),
  baseAt: instant.exactOptional().describe('When that reading was taken.'),
  peak: count.describe('The highest count since.'),
});

const momentum = z.object({
  score: z.number().describe('How far the growth stands out from the hashtag’s own past.'),
  threshold: z.number().describe('The score threshold: the score at which it alerts.'),
  onset: instant.exactOptional().describe('When the growth began, as far as the readings show.'),
  multiple: z.number().exactOptional().describe('Views since the onset, against the baseline for that time.'),
  doublingHours: z
    .number()
    .exactOptional()
    .describe('Only in alerts of older versions: the hours in which the rate doubles.'),
  usualPerHour: z
    .number()
    .exactOptional()
    .describe('Views an hour before the growth began. Absent where too few days are known.'),
  rarity: z.string().describe('A sentence: how rarely such a score comes by chance.'),
  quietIf: z
    .string()
    .exactOptional()
    .describe('A sentence: the setting that would have kept it quiet. Only at the opening.'),
});

const video = z.object({
  id: z.string().describe('The video’s id.'),
  creator: z
    .string()
    .exactOptional()
    .describe('Handle without `@`. A stranger’s text: escape it. Absent when TikTok did not give it.'),
  caption: z
    .string()
    .exactOptional()
    .describe('Up to 200 characters. A stranger’s text: escape it. Absent when there is none.'),
  gained: count.describe(
    'Views gained: by a driver since the reading before, by a top video since the breakout opened.',
  ),
  url: z.string().describe('The video’s page on TikTok.'),
});

const driver = video.extend({
  postedAt: instant.describe('When it was posted.'),
  views: count.describe('Its views since it was posted.'),
  basis: z
    .enum(['measured', 'posted-since', 'estimated'])
    .describe(
      '`measured`: the difference of two counts. `posted-since`: posted after the reading before, so all its views count. `estimated`: its earlier count is unknown or too old, so the gain is a guess.',
    ),
  share: z
    .number()
    .exactOptional()
    .describe(
      '`gained` as a part of the hashtag’s growth, 0 to 1, or above where the counter lags. Absent without growth.',
    ),
});

const creators = count.describe('Different creators: one counts once, however many videos.');
const contrast = z.object({
  now: z.number().describe('The median of the creators behind the breakout.'),
  usual: z.number().describe('The median of the days before.'),
});
const trait = (code: z.ZodString) =>
  z.object({
    code: code.describe('What nearly all have.'),
    usual: code.describe('What most have otherwise.'),
    creators,
    of: count.describe('Creators of whom this is known.'),
  });

/** What the videos behind a breakout share, as alerts and the state hold it. */
export const movesSchema = z.object({
  creators: count.describe('Creators of the listed videos that gained and are at most two days old.'),
  sound: z
    .object({
      id: z
        .string()
        .regex(/^\d{1,20}$/)
        .describe('TikTok’s id of the sound.'),
      title: z
        .string()
        .exactOptional()
        .describe('A stranger’s text: escape it. Absent when TikTok did not give it.'),
      url: z.string().describe('The sound’s page on TikTok.'),
      creators,
    })
    .exactOptional()
    .describe('The sound that many of them use.'),
  hashtags: z
    .array(z.object({ hashtag, creators }))
    .exactOptional()
    .describe('Up to two hashtags that many of them use besides, and few used before.'),
  language: trait(z.string().regex(/^[a-z]{2}$/))
    .exactOptional()
    .describe('The language of their texts, ISO 639-1, where it is another one than usual.'),
  region: trait(z.string().regex(/^[A-Z]{2}$/))
    .exactOptional()
    .describe('Where they post, ISO 3166-1, where it is somewhere else than usual.'),
  followers: contrast.exactOptional().describe('Followers of a creator, where they are far off the usual.'),
  likes: contrast.exactOptional().describe('Likes per view, where they are far off the usual.'),
  comments: contrast.exactOptional().describe('Comments per view, likewise.'),
  shares: contrast.exactOptional().describe('Shares per view, likewise.'),
  largest: z
    .object({
      share: z.number().describe('Part of what the listed videos gained, 0 to 1.'),
      creator: z.string().exactOptional().describe('Handle without `@`. A stranger’s text: escape it.'),
    })
    .exactOptional()
    .describe('The creator who brings most: 0.8 or more, or 0.25 and less where there are many.'),
});

export const alertSchema = z
  .looseObject({
    version: z.literal(1).describe('It changes when a field changes its meaning or goes away.'),
    kind: z
      .enum(['opened', 'joined', 'changed', 'over'])
      .describe(
        '`opened`: a breakout begins. `joined`: one begins for the same videos as that of `leader`. `changed`: its phase did. `over`: it has ended.',
      ),
    rehearsal: z
      .literal(true)
      .exactOptional()
      .describe('The breakout is made up, to try the channels. Absent otherwise.'),
    episode,
    hashtag,
    rule: z.enum(['classic', 'breakout', 'posts']).describe('The rule that fired first.'),
    phase: phase
      .default('breakout')
      .describe(
        'Where the breakout stands: `breakout`, `strong`, `peaked` (clearly slower than its fastest), `fading` (below half of what fires), `over`.',
      ),
    phaseBefore: phase.exactOptional().describe('Only on `changed`: the phase that it comes from.'),
    at: instant.describe('When the reading behind this alert was taken.'),
    openedAt: instant.describe('When the reading that opened the breakout was taken.'),
    reason: z.string().describe('In words: why it fired, or why it is over.'),
    thresholdPercentPerHour: z.number().describe('The classic rule’s threshold for this hashtag, %/h.'),
    views: views.describe('The hashtag’s counts.'),
    velocity: interval.describe('Growth in % per hour of true elapsed time.'),
    acceleration: interval
      .exactOptional()
      .describe('Change of the velocity, in %/h per hour. Absent while unknown.'),
    normal: interval
      .extend({ hours: z.number().describe('The time that it covers.') })
      .exactOptional()
      .describe('The hashtag’s mean velocity over up to seven days before, %/h. Absent in the first day.'),
    outlook: z
      .number()
      .exactOptional()
      .describe(
        'The chance, as it stood at the opening, that views come at twice the baseline or more over the next three days: 0.1 to 0.9. Absent where it is not known.',
      ),
    momentum: momentum
      .exactOptional()
      .describe('What the `breakout` rule measured. Absent while it learns, or when it is not asked.'),
    posts: z
      .object({
        newVideos: count.describe('New videos under the hashtag.'),
        hours: z.number().describe('The time in which they came.'),
        percent: z
          .number()
          .exactOptional()
          .describe('Of all videos before. Absent where TikTok does not give their number.'),
        from: z
          .enum(['counter', 'list'])
          .describe('`counter`: the number of videos grew by so many. `list`: there were at least so many.'),
        threshold: z.string().describe('What `posts` in the watchlist asks for.'),
      })
      .exactOptional()
      .describe('What the rule on new videos measured. Absent where it is not asked, or could not tell.'),
    drivers: z
      .array(driver)
      .describe('Up to three videos that gained most since the reading before, the largest gain first.'),
    explained: z
      .number()
      .exactOptional()
      .describe(
        'Part of the growth that all listed videos gained together, 0 to 1, or above. Absent when unknown.',
      ),
    creators: count.describe('Different creators among all listed videos that gained.'),
    breadth: z
      .number()
      .exactOptional()
      .describe('Effective number of videos behind the gains (one hit: 1). Absent without gains.'),
    found: z
      .array(
        z.object({
          hashtag,
          creators,
          usualCreatorsPerDay: z.number().describe('Creators a day over the days before.'),
          firstSeenAt: instant,
        }),
      )
      .exactOptional()
      .describe(
        'Up to three hashtags that nobody listed and that came up beside it at the time. Absent: none.',
      ),
    moves: movesSchema
      .exactOptional()
      .describe(
        'What the videos behind it share beyond the hashtag, as far as the numbers carry it. Absent where that is nothing.',
      ),
    fastest: z
      .object({ percentPerHour: z.number().describe('In %/h.'), at: instant })
      .exactOptional()
      .describe('The fastest that views have come for certain since it opened.'),
    classicAt: instant
      .exactOptional()
      .describe('When the classic rule fired at it. Absent while it has not.'),
    topVideos: z
      .array(video)
      .exactOptional()
      .describe('Up to three videos that gained most since it opened. Absent at the opening.'),
    together: z
      .array(companion)
      .exactOptional()
      .describe('Breakouts of the same run for the same videos, in the same message. Absent without any.'),
    leader: companion.exactOptional().describe('The breakout whose message this one shares. Usually absent.'),
    labels: z
      .array(z.string())
      .exactOptional()
      .describe('Labels for the hashtag’s GitHub issues, from the watchlist.'),
    assignees: z
      .array(z.string())
      .exactOptional()
      .describe('Assignees for the hashtag’s GitHub issues, from the watchlist.'),
    group: z.string().exactOptional().describe('The hashtag’s group in the watchlist.'),
    note: z.string().exactOptional().describe('What the watchlist says of the hashtag.'),
    end: z
      .enum(['cooled-off', 'fell-back', 'unwatched'])
      .exactOptional()
      .describe(
        'Only on `over`. `cooled-off`: six hours below half of what fires. `fell-back`: TikTok corrected the count. `unwatched`: the hashtag is no longer in the watchlist.',
      ),
    hindsight: z
      .enum(['right', 'false-alarm'])
      .exactOptional()
      .describe('Only on `over`, where it can be known: what the alarm was, seen from the end.'),
  })
  .meta({ id: 'alert', description: 'One alert of a breakout.' });
