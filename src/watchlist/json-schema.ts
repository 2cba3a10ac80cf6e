import { z } from 'zod';
import { ENV_NAME_PATTERN } from '../channels/channel/fields.ts';
import {
  BUDGET_PATTERN,
  COOLDOWN_PATTERN,
  FALSE_ALARMS_PATTERN,
  KEEP_HOURS_PATTERN,
  QUIET_HOURS_PATTERN,
  THRESHOLD_PATTERN,
} from './quantity.ts';
import { watchlistSchema } from './schema.ts';
import { exampleOf } from './schema-text.ts';

/**
 * The grammar of watchlist.yml as a JSON Schema, by which editors complete and explain: `watchlist.schema.json`. It is
 * made from the one schema. JSON Schema has no functions, so what the schema refines by code is said here once more as a
 * pattern; test/watchlist/json-schema.test.ts holds the two together, and lists what a pattern cannot tell.
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

type JsonNode = z.core.JSONSchema.BaseSchema;

/** The key of the grammar under which a node of the JSON Schema stands. */
function keyOf(path: readonly (string | number)[]): string {
  return String(path[path.lastIndexOf('properties') + 1] ?? '');
}

function exactly(node: JsonNode, key: string): JsonNode {
  if (node.type === 'string' && node.pattern !== undefined) {
    const pattern = EXACT_PATTERNS.get(node.pattern);
    return pattern === undefined ? {} : { pattern };
  }
  if (key === 'channels' && node.propertyNames !== undefined) return { minProperties: 1 };
  const isName = key === 'name' || key === 'hashtags';
  if (isName && node.type === 'integer') return { minimum: 0 };
  if (isName && node.type === 'string') return { pattern: HASHTAG_SHAPE };
  return key === 'timezone' && node.type === 'string' ? { pattern: TIMEZONE_SHAPE } : {};
}

/** What Visual Studio Code says in place of the pattern. */
function patternAdvice(key: string): string {
  if (key === 'channels') return 'The name of a channel: letters, digits, `-`, `_` and `.`, at most 40.';
  if (key === 'hashtags' || key === 'name') {
    return 'A hashtag is one word of letters, digits, `_` and emoji. In YAML it stands without the `#`, or in quotes.';
  }
  const secret = key.endsWith('-env') ? 'The NAME of a repository secret, in capitals. ' : '';
  return `${secret}For example: ${exampleOf(key)}`;
}

/** By the pattern of the schema: the same with what the schema's code refuses besides. */
const EXACT_PATTERNS: ReadonlyMap<string, string> = new Map([
  // Over 0 and at most 1000, zeros before it allowed.
  [
    THRESHOLD_PATTERN.source,
    '^(?!0+(?:\\.0+)? ?%)(?:0{0,3}\\d{1,3}(?:\\.\\d{1,6})?|0{0,2}1000(?:\\.0{1,6})?) ?%\\/h$',
  ],
  [BUDGET_PATTERN.source, '^(?!0+ )\\d{1,12} credits?\\/month$'],
  // 1 to 60 months, and 1 where the number is left out.
  [
    FALSE_ALARMS_PATTERN.source,
    '^1 false alarm (?:in|every|per) (?:(?:(?:0?[1-9]|[1-5]\\d)(?:\\.\\d{1,3})?|60(?:\\.0{1,3})?) )?months?$',
  ],
  // At most 720 hours, which are 30 days.
  [COOLDOWN_PATTERN.source, '^(?:(?:[0-6]?\\d{1,2}|7[01]\\d|720) ?h|0?(?:[0-2]?\\d|30) ?days?)$'],
  // At least 30 days.
  [KEEP_HOURS_PATTERN.source, '^(?:(?:0{0,2}[3-9]\\d|0?[1-9]\\d{2}|[1-9]\\d{3}) days|forever)$'],
  [QUIET_HOURS_PATTERN.source, `^(?!(\\d\\d:\\d\\d)-\\1$)${QUIET_HOURS_PATTERN.source.slice(1)}`],
  [ENV_NAME_PATTERN.source, `^(?!GITHUB_|SCAVIO_API_KEY$)${ENV_NAME_PATTERN.source.slice(1)}`],
]);

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
