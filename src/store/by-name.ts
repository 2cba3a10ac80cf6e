import { z } from 'zod';

/** An object's entries as a map. A plain object would drop `__proto__` and already have a `constructor`: both are hashtags. */
export function byName<Entry extends z.ZodType>(entry: Entry) {
  const isObject = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = z.custom<object>(isObject, 'expected an object');
  return z.codec(entries, z.map(z.string(), entry), {
    decode: (value) => new Map(Object.entries(value)) as Map<string, z.input<Entry>>,
    encode: (map) => Object.fromEntries([...map].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  });
}
