/** A text as it may stand within others: escaped, encoded, or a part of what is encoded. */

/** Encoded texts shorter than this may stand anywhere by chance. */
const ENCODED_CHARS_MIN = 8;

/** Every form of a text, itself first. Upper and lower case are for whoever looks for it. */
export function formsOf(text: string): readonly string[] {
  const uri = encodeURIComponent(text);
  const json = JSON.stringify(text).slice(1, -1);
  const plain = [
    text,
    uri,
    encodeURIComponent(uri),
    encodeURI(text),
    uri.replaceAll('%20', '+'),
    strictUri(text),
    json,
    json.replaceAll('/', '\\/'),
    json.replaceAll(/[^\w ]/g, unicodeEscape),
    json.replaceAll(/["&'<>/=]/g, unicodeEscape),
    ...entityForms(text),
  ];
  return [...new Set([...plain, ...binaryForms(text)])];
}

/** Hexadecimal and Base64, whole and as it comes out within a longer text, at each of the three places it may begin. */
function binaryForms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const hex = bytes.toString('hex');
  const escaped = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const base64 = [bytes.toString('base64'), ...[0, 1, 2].map((before) => base64Core(bytes, before))];
  const forms = base64.flatMap((form) => {
    const bare = form.replace(/=+$/, '');
    return [form, bare, bare.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(form)];
  });
  return [hex, escaped, ...forms].filter((form) => form.length >= ENCODED_CHARS_MIN);
}

/** The signs that depend on these bytes alone where so many others stand before them. */
function base64Core(bytes: Buffer, before: 0 | 1 | 2 | number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor(((before + bytes.length) * 8) / 6);
  return encoded.slice(first, last);
}

/** Also what `encodeURIComponent` lets stand. */
function strictUri(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*~._-]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

function unicodeEscape(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const NAMED: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

function entityForms(text: string): readonly string[] {
  const escaped = (write: (sign: string) => string): string => text.replaceAll(/[&<>"'/=`]/g, write);
  const code = (sign: string): number => sign.charCodeAt(0);
  return [
    escaped((sign) => (NAMED[sign] === undefined ? sign : `&${NAMED[sign]};`)),
    escaped((sign) => (NAMED[sign] === undefined || sign === "'" ? `&#${code(sign)};` : `&${NAMED[sign]};`)),
    escaped((sign) => (sign === "'" ? '&#39;' : NAMED[sign] === undefined ? sign : `&${NAMED[sign]};`)),
    escaped((sign) => `&#x${code(sign).toString(16)};`),
    escaped((sign) => `&#${code(sign)};`),
  ];
}
