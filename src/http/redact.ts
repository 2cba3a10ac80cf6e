/** Secrets shorter than this would blank out ordinary words. */
const SECRET_CHARS_MIN = 6;

/**
 * Takes every secret out of a text that people or logs may see, in plain, URL-encoded and Base64 form; of an address also
 * its pieces.
 */
export type Redact = (text: string) => string;

/** @param secrets keys, tokens, whole webhook addresses; empty and very short ones are ignored */
export function redactor(secrets: readonly (string | undefined)[]): Redact {
  const shown = secrets
    .filter((secret) => secret !== undefined && secret.length >= SECRET_CHARS_MIN)
    .flatMap((secret) => (secret === undefined ? [] : formsOf(secret)))
    .sort((a, b) => b.length - a.length);
  return (text) => shown.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}

function formsOf(secret: string): readonly string[] {
  const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
  if (!URL.canParse(secret) || !secret.includes('://')) return [...forms, ...piecesOf(secret)];
  const address = new URL(secret);
  return [...forms, ...pathOf(address), ...loginOf(address)];
}

/** The user and the password of an address, as they stand in it, plain, and as SMTP and HTTP send them: RFC 4616. */
function loginOf({ username, password }: URL): readonly string[] {
  const [user, pass] = [decoded(username), decoded(password)];
  return [username, password, user, pass, `\0${user}\0${pass}`, `${user}:${pass}`]
    .flatMap((part) => [part, Buffer.from(part).toString('base64')])
    .filter((part) => part.length >= SECRET_CHARS_MIN);
}

/** Pieces shorter than this are words such as `services`, not secrets. */
const PART_CHARS_MIN = 9;

/** Longer ones that stand in everybody's address at Teams. */
const PUBLIC_PARTS: readonly string[] = ['workflows', 'automations', 'powerautomate', '2016-06-01'];

/** Of an address that is itself a secret, the telling parts: what follows the host, whole and piece by piece. */
function pathOf({ pathname, search, searchParams }: URL): readonly string[] {
  const path = `${pathname}${search}`;
  const pieces = [...path.split(/[/?&=]/), ...pathname.split('/').map(decoded), ...searchParams.values()];
  const parts = pieces.filter((part) => part.length >= PART_CHARS_MIN && !PUBLIC_PARTS.includes(part));
  return path.length >= SECRET_CHARS_MIN ? [path, ...parts] : parts;
}

/** Of a token such as Telegram's, `number:letters`, both parts: an answer may quote one of them. */
function piecesOf(token: string): readonly string[] {
  return token.split(':').filter((part) => part.length >= PART_CHARS_MIN);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
