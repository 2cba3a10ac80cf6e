/** Shorter texts would blank out ordinary words and numbers. */
const PIECE_CHARS_MIN = 6;

/** Words of letters or of digits alone, as people write them: longer ones are nobody's hashtag, count or name. */
const WORD_CHARS_MAX = 11;
const WORD = /^(?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|[A-Z]+|\d+)$/;

/**
 * Whether a text may stand in people's data without being the secret: `statistics/in`, `viewCount`, `200000`, a brand. What
 * is random is none, nor is a long text without a break.
 */
export function isWord(text: string): boolean {
  const parts = text.split(/[-_./ ]+/).filter((part) => part !== '');
  return parts.every((part) => WORD.test(part) && (part.length <= WORD_CHARS_MAX || /^\d+$/.test(part)));
}

/** The parts of a secret that would let a stranger in, or that a server may quote alone. */
export function piecesOf(secret: string): readonly string[] {
  const pieces = [secret, ...addressPieces(secret), ...tokenPieces(secret), ...objectPieces(secret)];
  return [...new Set(pieces)].filter((piece) => piece.length >= PIECE_CHARS_MIN);
}

/** Who logs in at an address beside whose password the name is no secret: it may be the sender that everybody sees. */
export function userNamesOf(secret: string): readonly string[] {
  const address = secret.includes('://') ? URL.parse(secret) : null;
  if (address === null || address.password === '') return [];
  return [address.username, decoded(address.username)];
}

/** What follows the host, whole and piece by piece, and the login as HTTP and SMTP send it: RFC 7617, RFC 4616. */
function addressPieces(secret: string): readonly string[] {
  if (!secret.includes('://')) return [];
  const address = URL.parse(secret);
  if (address === null) return [];
  const { href, pathname, search, searchParams, username, password } = address;
  const path = `${pathname}${search}`;
  const [user, pass] = [decoded(username), decoded(password)];
  const login = pass === '' ? [] : [username, password, user, pass, `\0${user}\0${pass}`, `${user}:${pass}`];
  return [
    href,
    path,
    path.slice(1),
    ...pathname.split('/'),
    ...pathname.split('/').map(decoded),
    ...search.split(/[?&=]/),
    ...searchParams.values(),
    ...login,
  ];
}

/** Of `whsec_…` the key alone and decoded, of Telegram's `number:letters` the letters, of a header its value. */
function tokenPieces(secret: string): readonly string[] {
  const [, prefixed] = /^whsec_(.+)$/.exec(secret) ?? [];
  const [, ofBot] = /^\d+:([\w-]+)$/.exec(secret) ?? [];
  const [, value] = /^[\w-]+:\s+(.+)$/.exec(secret) ?? [];
  const [, credentials] = /^(?:Bearer|Basic|Token)\s+(.+)$/i.exec(value ?? '') ?? [];
  const key = prefixed === undefined ? [] : [prefixed, Buffer.from(prefixed, 'base64').toString('latin1')];
  return [...key, ofBot, value, credentials].filter((piece) => piece !== undefined);
}

/** Of a secret in JSON, such as the access to a mail server, every text. */
function objectPieces(secret: string): readonly string[] {
  if (!/^\s*\{/.test(secret)) return [];
  try {
    return Object.values(JSON.parse(secret)).filter((value) => typeof value === 'string');
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
