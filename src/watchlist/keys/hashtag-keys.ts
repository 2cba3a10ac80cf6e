import { z } from 'zod';
import { assignees, labels, listOf, oneOrMany, text } from '../../channels/channel/fields.ts';
import { normaliseHashtag } from '../../readings/hashtag.ts';
import type { Watch } from '../../settings/settings.ts';
import { type Advice, quoted } from '../advice/advice.ts';
import { dashRemedy } from '../advice/listed-names.ts';
import { COOLDOWN } from '../quantity/durations.ts';
import { POSTS } from '../quantity/posts.ts';
import { EVERY, MIN_VIEWS } from '../quantity/rates.ts';
import { adviseSensitivity, readSensitivity, writtenSensitivity } from '../quantity/sensitivity.ts';
import { THRESHOLD } from '../quantity/threshold.ts';
import { fromQuantity, generalWords, type Key, listText } from './key.ts';
import { adviseAssignee, rule, sensitivity } from './values.ts';

/** Most channels that one hashtag may name. */
const CHANNELS_MAX = 50;

export const name = z
  .union([z.string(), z.int()])
  .refine((written) => normaliseHashtag(String(written)).kind === 'ok');

const nameKey = {
  ...key({
    schema: name,
    examples: ['booktok'],
    about: 'Name of the hashtag. `#`, case and Unicode form do not matter.',
    page: { standard: 'required', meaning: 'The hashtag. Letters, digits and `_` of any script, and emoji.' },
    read: (written) => ({ hashtag: hashtagOf(written) }),
    write: ({ hashtag }) => hashtag,
    advise: adviseName,
  }),
  required: true,
} as const;

/** What somebody may set for several hashtags at once. */
export const GROUP_KEYS = {
  threshold: key({
    ...fromQuantity(THRESHOLD),
    about: 'Threshold of the classic rule.',
    page: { standard: "the file's", meaning: 'Threshold of the classic rule for this hashtag.' },
    read: (written) => ({ thresholdPercentPerHour: THRESHOLD.read(written) }),
    write: ({ thresholdPercentPerHour }) => THRESHOLD.write(thresholdPercentPerHour),
  }),
  posts: key({
    ...fromQuantity(POSTS),
    about: 'Threshold of the rule on new videos; off by default.',
    page: { standard: "the file's", meaning: 'Threshold of the rule on new videos for this hashtag.' },
    read: (written) => ({ posts: POSTS.read(written) }),
    write: ({ posts }) => posts && POSTS.write(posts),
  }),
  rule: key({
    schema: rule,
    examples: ['classic'],
    about: 'Rule that raises alerts.',
    page: { standard: "the file's", meaning: 'Rule for this hashtag.' },
    read: (written) => ({ rule: written }),
    write: (watch) => watch.rule,
    advise: generalWords,
  }),
  sensitivity: key({
    schema: sensitivity,
    examples: ['early', '1 false alarm in 10 months'],
    about: 'How soon the breakout rule alerts.',
    page: { standard: "the file's", meaning: 'Sensitivity for this hashtag.' },
    read: (written) => ({ sensitivity: readSensitivity(written) }),
    write: (watch) => writtenSensitivity(watch.sensitivity),
    advise: adviseSensitivity,
  }),
  cooldown: key({
    ...fromQuantity(COOLDOWN),
    about: 'How long after a breakout the next one is recorded but not told.',
    page: { standard: "the file's", meaning: 'Cooldown of this hashtag.' },
    read: (written) => ({ cooldownHours: COOLDOWN.read(written) }),
    write: ({ cooldownHours }) => COOLDOWN.write(cooldownHours),
  }),
  every: key({
    ...fromQuantity(EVERY),
    about: 'Hours between two readings.',
    page: {
      standard: "the file's",
      meaning:
        'Hours between two readings of this hashtag, 1 to 24. An open breakout is read every hour all the same.',
    },
    read: (written) => ({ everyHours: EVERY.read(written) }),
    write: ({ everyHours }) => (everyHours === undefined ? undefined : EVERY.write(everyHours)),
  }),
  'min-views': key({
    ...fromQuantity(MIN_VIEWS),
    about: 'Views a day below which a breakout is no news.',
    page: {
      standard: "the file's",
      meaning: 'Views a day below which a breakout of this hashtag is no news.',
    },
    read: (written) => ({ minViewsPerDay: MIN_VIEWS.read(written) }),
    write: ({ minViewsPerDay }) =>
      minViewsPerDay === undefined ? undefined : MIN_VIEWS.write(minViewsPerDay),
  }),
  notify: key({
    schema: oneOrMany(text(40), CHANNELS_MAX),
    examples: [['issues']],
    about: 'Channels to tell; default all, `[]` none.',
    page: {
      standard: 'all channels',
      meaning:
        'Names of the channels to notify: `[issues, social-team]` or `issues`; `[]` records without notification.',
    },
    read: (written) => ({ notify: listOf(written) }),
    write: ({ notify }, channels) =>
      channels.length > 0 &&
      notify.length === channels.length &&
      channels.every((channel) => notify.includes(channel))
        ? 'all channels'
        : listText(notify),
    advise: generalWords,
  }),
  note: key({
    schema: text(500),
    examples: ['our spring campaign'],
    about: 'Why it is watched.',
    page: { standard: 'none', meaning: 'Why it is watched.' },
    read: (note) => ({ note }),
    write: ({ note }) => note,
    advise: generalWords,
  }),
  labels: key({
    schema: labels.unwrap(),
    examples: [['books']],
    about: 'More labels on its issues.',
    page: { standard: 'none', meaning: 'Labels of its issues, beside those of the channel.' },
    read: (written) => ({ labels: listOf(written) }),
    write: (watch) => watch.labels && listText(watch.labels),
    advise: generalWords,
  }),
  assignees: key({
    schema: assignees.unwrap(),
    examples: [['octocat']],
    about: 'More assignees on its issues.',
    page: { standard: 'none', meaning: 'Assignees of its issues, beside those of the channel.' },
    read: (written) => ({ assignees: listOf(written) }),
    write: (watch) => watch.assignees && listText(watch.assignees),
    advise: adviseAssignee,
  }),
};

const { note, labels: ownLabels, assignees: ownAssignees, ...rules } = GROUP_KEYS;

/** The keys of a hashtag, in the order of the reference page. */
export const HASHTAG_KEYS = {
  name: nameKey,
  ...rules,
  group: key({
    schema: text(60),
    examples: ['books'],
    about: 'Heading to list it under, and the group whose settings it takes.',
    page: {
      standard: 'none',
      meaning:
        'Heading to list it under. Where `groups` has one of this name, the hashtag takes its settings.',
    },
    read: (group) => ({ group }),
    write: ({ group }) => group,
    advise: generalWords,
  }),
  note,
  labels: ownLabels,
  assignees: ownAssignees,
};

/** Checks a key against the settings it is one of. */
function key<Schema extends z.ZodType>(one: Key<Schema, Watch>): Key<Schema, Watch> {
  return one;
}

export function hashtagOf(written: string | number): string {
  const hashtag = normaliseHashtag(String(written));
  if (hashtag.kind === 'impossible')
    throw new Error(`The schema let a hashtag through that ${hashtag.reason}.`);
  return hashtag.name;
}

export function adviseName(text: string, kind: string): Advice {
  const hashtag = normaliseHashtag(text);
  if (hashtag.kind === 'ok') {
    return { message: `${quoted(text)} is read as a ${kind}, not as a name`, remedy: 'put it in quotes' };
  }
  return {
    message: `${quoted(text)} cannot be a hashtag: it ${hashtag.reason}`,
    remedy: dashRemedy(text) ?? hashtag.remedy,
  };
}
