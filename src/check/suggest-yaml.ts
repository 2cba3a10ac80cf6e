import type { RuleName } from '../settings/settings.ts';
import type { SuggestedHashtag, WrittenLevel } from './suggest-text.ts';

/** A suggestion as a piece of watchlist.yml, which is valid by itself where every hashtag is listed. */
export function suggestYaml(file: WrittenLevel, hashtags: readonly SuggestedHashtag[]): string {
  const rules = new Set(hashtags.map(({ rule }) => rule));
  const [only] = rules.size === 1 ? rules : ['both' as const];
  const own = hashtags.filter((one) => one.own);
  const lines = [
    ...settings(file, only ?? 'both'),
    ...(own.length === 0 ? [] : ['hashtags:']),
    ...own.flatMap((one) => [
      `  - name: ${nameInYaml(one.hashtag)}`,
      ...settings(one, one.rule).map((line) => `    ${line}`),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function settings({ sensitivity, threshold }: WrittenLevel, rule: RuleName): readonly string[] {
  return [
    ...(rule === 'classic' ? [] : [`sensitivity: ${sensitivity}`]),
    ...(rule === 'breakout' ? [] : [`threshold: ${threshold}`]),
  ];
}

/** Letters make a plain word in YAML, but for the words that mean nothing; all else is quoted, as JSON does it. */
function nameInYaml(hashtag: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(hashtag) && hashtag !== 'null';
  return isPlain ? hashtag : JSON.stringify(hashtag);
}
