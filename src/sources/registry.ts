import type { Environment } from '../environment.ts';
import { type AccountAnswer, askAccount, askHashtag, type HashtagAnswer } from './scavio/examine.ts';
import { createScavioSource } from './scavio/scavio.ts';
import { scavioSettings, unusableKey } from './scavio/settings.ts';
import type { Source, Target } from './source/source.ts';

/** A source that can be asked, or why it cannot: what to set, without what was set. */
export type OpenedSource =
  | { readonly kind: 'ready'; readonly source: Source }
  | { readonly kind: 'unusable'; readonly message: string };

/**
 * The one place where a source is chosen: a second one is a folder beside `scavio/` and a choice here.
 * @param clock the instant of an answer, ms; a frozen one in replays and tests
 * @throws {EnvironmentError} for a variable with a value that cannot be used
 */
export function openSource(environment: Environment, clock: () => number): OpenedSource {
  const settings = scavioSettings(environment);
  const { apiKey } = settings;
  if (apiKey === undefined) return { kind: 'unusable', message: NO_KEY };
  const problem = unusableKey(apiKey);
  if (problem !== undefined) return { kind: 'unusable', message: problem };
  return { kind: 'ready', source: createScavioSource({ ...settings, apiKey, clock }) };
}

const NO_KEY =
  'SCAVIO_API_KEY is not set. Put the key of your Scavio account into it (in GitHub: Settings → Secrets and variables → ' +
  'Actions → New repository secret). To see the whole thing work without a key: npm run demo';

/** What the doctor asks a source. */
export interface SourceExamination {
  /** Whether it takes the key, and how many credits are left. Free. */
  account(): Promise<AccountAnswer>;
  /** Whether it answers for a hashtag. Costs a credit. */
  hashtag(target: Target): Promise<HashtagAnswer>;
}

/** @throws {EnvironmentError} for a variable with a value that cannot be used */
export function examineSource(environment: Environment): SourceExamination {
  const settings = scavioSettings(environment);
  return {
    account: async () => askAccount(settings),
    hashtag: async (target) => askHashtag(settings, target),
  };
}
