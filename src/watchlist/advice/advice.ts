import { clippedText } from '../../text/shown.ts';
import { maskSecrets } from './secrets.ts';

/** What a problem says: what is wrong, and what to write instead. */
export interface Advice {
  readonly message: string;
  readonly remedy: string;
}

/** A stranger's value as it may be shown: short, escaped, without secrets. */
export function quoted(value: unknown): string {
  return `\`${clippedText(maskSecrets(String(value).slice(0, 400)), 60)}\``;
}
