import { CHANNELS } from '../channels/registry.ts';
import { hashtagSchema } from './keys/file-keys.ts';
import { groupSchema } from './keys/group.ts';
import { watchlistSchema } from './schema.ts';

/** The schema's own words, for messages and for tests that hold the reference page to it. */

type ChannelType = keyof typeof CHANNELS;

export function isChannelType(word: unknown): word is ChannelType {
  return typeof word === 'string' && Object.hasOwn(CHANNELS, word);
}

/** The keys that may stand in the mapping at `path`; `settings` are what stands there: a channel's keys hang on its type. */
export function knownKeys(path: readonly PropertyKey[], settings: unknown): readonly string[] {
  if (path.length === 0) return Object.keys(watchlistSchema.shape);
  if (path[0] === 'hashtags') return Object.keys(hashtagSchema.shape);
  if (path[0] === 'groups') return Object.keys(groupSchema.shape);
  const schema = channelSchemaOf(settings);
  return schema === undefined ? ['type'] : Object.keys(schema.shape);
}

/**
 * `key: value` as an example, from the schema; empty for a key that is not in the grammar. The same key of two types of
 * channel has two examples: `settings` are those of the channel in question.
 */
export function exampleOf(key: string, settings?: unknown): string {
  const channel = channelSchemaOf(settings);
  const schemas = [watchlistSchema, hashtagSchema, ...Object.values(CHANNELS).map(({ schema }) => schema)];
  for (const { shape } of channel === undefined ? schemas : [channel, ...schemas]) {
    if (!Object.hasOwn(shape, key)) continue;
    const schema = (shape as Readonly<Record<string, { meta(): { examples?: unknown } | undefined }>>)[key];
    const examples = schema?.meta()?.examples;
    if (Array.isArray(examples)) return `${key}: ${written(examples[0])}`;
  }
  return '';
}

function channelSchemaOf(settings: unknown) {
  const { type } = Object(settings);
  return isChannelType(type) ? CHANNELS[type].schema : undefined;
}

function written(example: unknown): string {
  if (Array.isArray(example)) return `[${example.map(written).join(', ')}]`;
  if (typeof example !== 'object' || example === null) return String(example);
  return `{ ${Object.entries(example)
    .map(([key, value]) => `${key}: ${written(value)}`)
    .join(', ')} }`;
}
