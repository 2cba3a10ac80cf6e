import { z } from 'zod';
import { ENV_NAME_PATTERN } from '../channels/channel/fields.ts';
import { watchlistSchema } from './schema.ts';
import { exampleOf } from './schema-text.ts';

/**
 * The grammar of watchlist.yml as a JSON Schema, by which editors complete and explain: `watchlist.schema.json`. It is
 * made from the one schema. JSON Schema has no functions, so what the schema refines by code is said once more as a
 * pattern, at the key or here; test/watchlist/json-schema.test.ts holds the two together, and lists what a pattern cannot tell.
 * Draft 7 is the newest that every editor reads.
 */
export function watchlistJsonSchema(): JsonNode {
  const schema = z.toJSONSchema(watchlistSchema, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema, path }) => {
      const key = keyOf(path);
      Object.assign(jsonSchema, exactly(jsonSchema, key));
      if (jsonSchema.pattern !== undefined) jsonSchema.patternErrorMessage = patternAdvice(key);
      // Editors have notions of their own of what an address is; the pattern is the validator's.
      if (jsonSchema.format === 'email') delete jsonSchema.format;
    },
  });
  return schema;
}

/** The file's text: two spaces, a final newline. */
export function watchlistJsonSchemaText(): string {
  return `${JSON.stringify(watchlistJsonSchema(), null, 2)}\n`;
}

/** The keys under which names of hashtags stand. */
const HASHTAG_NAMES: readonly string[] = ['name', 'hashtags', 'never-discover'];

type JsonNode = z.core.JSONSchema.BaseSchema;

/** The key of the grammar under which a node of the JSON Schema stands. */
function keyOf(path: readonly (string | number)[]): string {
  return String(path[path.lastIndexOf('properties') + 1] ?? '');
}

function exactly(node: JsonNode, key: string): JsonNode {
  if (node.type === 'string' && node.pattern !== undefined) {
    return node.pattern === ENV_NAME_PATTERN.source ? { pattern: EXACT_ENV_NAME } : {};
  }
  if (key === 'channels' && node.propertyNames !== undefined) return { minProperties: 1 };
  const isName = HASHTAG_NAMES.includes(key);
  if (isName && node.type === 'integer') return { minimum: 0 };
  if (isName && node.type === 'string') return { pattern: HASHTAG_SHAPE };
  return key === 'timezone' && node.type === 'string' ? { pattern: TIMEZONE_SHAPE } : {};
}

/** What Visual Studio Code says instead of the pattern. */
function patternAdvice(key: string): string {
  if (key === 'channels') return 'The name of a channel: letters, digits, `-`, `_` and `.`, at most 40.';
  if (HASHTAG_NAMES.includes(key)) {
    return 'A hashtag is one word of letters, digits, `_` and emoji. In YAML it stands without the `#`, or in quotes.';
  }
  const secret = key.endsWith('-env') ? 'The NAME of a repository secret, in capitals. ' : '';
  return `${secret}For example: ${exampleOf(key)}`;
}

/** The names of secrets that the schema's code refuses besides. */
const EXACT_ENV_NAME = `^(?!GITHUB_|SCAVIO_API_KEY$)${ENV_NAME_PATTERN.source.slice(1)}`;

/** Which zones there are is the runtime's knowledge; how their names look is not. */
const TIMEZONE_SHAPE = '^[A-Za-z][A-Za-z0-9_+/-]{0,59}$';

/**
 * `normaliseHashtag` as a pattern: perhaps a `#`, then letters, marks, digits and `_` that can be seen, emoji, and the
 * joiners that some scripts need; something besides marks. It takes any two letters for a flag, and any length.
 */
const HASHTAG_SHAPE = (() => {
  const seen = '(?!\\p{Default_Ignorable_Code_Point})';
  const pictograph = '\\p{Extended_Pictographic}[\\uFE0F\\p{Emoji_Modifier}]?';
  const emoji = [
    '[0-9#*]\\uFE0F\\u20E3',
    '\\p{Regional_Indicator}{2}',
    '\\u{1F3F4}[\\u{E0030}-\\u{E007A}]+\\u{E007F}',
    `${pictograph}(?:\\u200D${pictograph})*`,
  ].join('|');
  const scripts = 'Arabic Devanagari Bengali Gujarati Kannada Malayalam Sinhala Tamil Telugu'
    .split(' ')
    .map((script) => `\\p{Script=${script}}`)
    .join('');
  const joiner = `(?<=[${scripts}\\p{Mn}])(?<!\\uFE0F)[\\u200C\\u200D](?=\\p{L})`;
  const mark = `${seen}\\p{M}`;
  return `^\\s*(?:[#＃]|(?![#＃]))(?:${mark}|${joiner})*(?:${seen}[\\p{L}\\p{N}_]|${emoji})(?:${seen}[\\p{L}\\p{M}\\p{N}_]|${emoji}|${joiner})*\\s*$`;
})();
