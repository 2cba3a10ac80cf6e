/**
 * A secret that slipped into the watchlist must not go on into logs, annotations or issues. What looks like one is
 * masked wherever the file's text is shown; better too much than too little.
 */
const MASK = '•••';

/** An address with a scheme, except a link to a hashtag, which people paste by habit. */
const ADDRESS = /[a-z][a-z0-9+.-]{0,20}:\/\/(?!(?:[\w-]{1,20}\.)?tiktok\.com\/)[^\s"']*/gi;

/** Tokens by their published shapes: Slack, GitHub, Telegram, webhook secrets, and any long run of mixed characters. */
const TOKEN =
  /xox[a-z]-[\w-]+|gh[a-z]_\w{16,}|github_pat_\w+|\b\d{6,12}:[\w-]{30,}|whsec_[\w+/=]+|\b[sr]k_\w{8,}|\b(?=[\w+/=-]{0,80}\d)(?=[\w+/=-]{0,80}[a-z])(?=[\w+/=-]{0,80}[A-Z])[\w+/=-]{24,}/g;

/** A key that asks for a secret, up to its value. */
const KEY = /(?:env|ur[il]|token|secret|passw(?:or)?d|key|smtp|hook)["']?[ \t]{0,20}[:=][ \t]{0,20}/gi;

/** What may stand after such a key: the plain NAME of a variable in capitals, a collection, or nothing. */
const NO_SECRET = /^(?:["']?[A-Z_][A-Z0-9_]*["']?[ \t]*(?=[,}\]#\r\n]|$)|[[{,}\]#\r\n]|$)/;

/** The stretches of `text` that may be secrets, as [start, end) offsets, in order, without overlap. */
export function secretRanges(text: string): readonly (readonly [number, number])[] {
  const shaped = [ADDRESS, TOKEN]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => [match.index, match.index + match[0].length] as const);
  const found = [...shaped, ...valuesOfSecretKeys(text)].sort(([a], [b]) => a - b);
  const merged: (readonly [number, number])[] = [];
  for (const [start, end] of found) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], end)];
    else merged.push([start, end]);
  }
  return merged;
}

/** From a value to the end of its line: a secret may hold the signs that would end it in a list. */
function valuesOfSecretKeys(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(KEY)].flatMap((key) => {
    const start = key.index + key[0].length;
    const line = text.slice(start).split('\n', 1)[0] ?? '';
    return NO_SECRET.test(line) ? [] : [[start, start + line.length] as const];
  });
}

/** `text` with every possible secret replaced by `•••`. */
export function maskSecrets(text: string): string {
  let shown = '';
  let from = 0;
  for (const [start, end] of secretRanges(text)) {
    shown += text.slice(from, start) + MASK;
    from = end;
  }
  return shown + text.slice(from);
}
