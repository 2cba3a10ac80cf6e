import { ENV_NAME_PATTERN, isReservedEnv } from '../channels/channel/fields.ts';
import { type Advice, quoted } from './advice/advice.ts';
import { maskSecrets } from './advice/secrets.ts';
import { FILE_KEYS } from './keys/file-keys.ts';
import { GROUP_KEYS, HASHTAG_KEYS } from './keys/hashtag-keys.ts';
import { adviseAssignee } from './keys/values.ts';
import { CREDIT_DAYS, HEALTH_HOURS, SCHEDULE_SHARE } from './quantity/health.ts';

type Advise = (text: string, kind: string) => Advice | undefined;

/**
 * What to say when the value at `path` will not do. The schema decides whether; this decides the words, by what the
 * writer probably meant. Undefined: the general words are enough.
 */
export function adviceOn(path: readonly PropertyKey[], value: unknown): Advice | undefined {
  const key = String(path.findLast((step) => typeof step === 'string') ?? '');
  if ((path[0] === 'channels' || path.length === 1) && key.endsWith('-env')) return envAdvice(key, value);
  if (value === null || typeof value === 'object') return undefined;
  return adviseAt(path, key)?.(String(value), typeof value);
}

function adviseAt([top, ...below]: readonly PropertyKey[], key: string): Advise | undefined {
  // A channel may be called like a key, or `constructor`: only its settings have advice.
  if (top === 'channels') return below.length < 2 ? undefined : own(CHANNEL_ADVICE, key);
  if (top === 'groups')
    return below.length < 2 ? undefined : own<{ advise: Advise }>(GROUP_KEYS, key)?.advise;
  if (top === 'health') return own<{ advise: Advise }>(HEALTH_ADVICE, key)?.advise;
  if (top === 'hashtags' && below.length > 1) return own<{ advise: Advise }>(HASHTAG_KEYS, key)?.advise;
  return own<{ advise: Advise }>(FILE_KEYS, key)?.advise;
}

const HEALTH_ADVICE = {
  'no-run': HEALTH_HOURS,
  'no-reading': HEALTH_HOURS,
  channel: HEALTH_HOURS,
  credits: CREDIT_DAYS,
  schedule: SCHEDULE_SHARE,
};

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

const CHANNEL_ADVICE: Readonly<Record<string, Advise>> = {
  to: addressAdvice,
  from: addressAdvice,
  assignees: adviseAssignee,
  chat: (text) => ({
    message: `${quoted(text)} is not a Telegram chat`,
    remedy: 'write the chat\'s number, or the name of a public channel in quotes: `"@channel"`',
  }),
};

function addressAdvice(text: string): Advice {
  return {
    message: `${quoted(text)} is not an e-mail address`,
    remedy: 'write the bare address, for example `desk@example.com`',
  };
}

/** The value is never repeated here: it may be the secret itself. */
function envAdvice(key: string, value: unknown): Advice {
  const name = String(value);
  if (ENV_NAME_PATTERN.test(name) && isReservedEnv(name)) {
    return {
      message: `\`${key}\` names a variable that belongs to the run itself`,
      remedy: 'store the secret under a name of its own; GitHub allows none that begins with `GITHUB_`',
    };
  }
  const what =
    maskSecrets(name) === name && !name.includes(':')
      ? 'something else'
      : 'what looks like an address or a token';
  return {
    message: `\`${key}\` takes the NAME of a secret in capitals, and ${what} stands there`,
    remedy:
      'put the address in a repository secret and its NAME here; if it was ever pushed, replace it: git remembers',
  };
}
