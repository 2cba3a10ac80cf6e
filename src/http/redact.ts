/** Secrets shorter than this would blank out ordinary words. */
const SECRET_CHARS_MIN = 6;

/** Takes every secret out of a text that people or logs may see, in plain, URL-encoded and Base64 form. */
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
  return URL.canParse(secret) ? [...forms, ...pathOf(new URL(secret))] : forms;
}

/** Segments and values shorter than this are words such as `services`, not secrets. */
const PART_CHARS_MIN = 9;

/** Of an address that is itself a secret, the telling parts: what follows the host, whole and piece by piece. */
function pathOf({ pathname, search, searchParams }: URL): readonly string[] {
  const path = `${pathname}${search}`;
  const parts = [...pathname.split('/'), ...searchParams.values()].filter(
    (part) => part.length >= PART_CHARS_MIN,
  );
  return path.length >= SECRET_CHARS_MIN ? [path, ...parts] : parts;
}
