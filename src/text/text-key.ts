/** A key for a text: FNV-1a over its UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/), an unsigned 32-bit number. */
export function textKey(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
