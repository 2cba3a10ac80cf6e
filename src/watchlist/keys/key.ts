import { z } from 'zod';
import type { Advice } from '../advice/advice.ts';
import type { Quantity } from '../quantity/quantity.ts';

/**
 * Everything that the program has to know of one key of the watchlist. The grammar, the JSON Schema for editors, the
 * reference page, the suggestions for slips of the pen, the report on a change and the form all derive from it.
 *
 * @typeParam Of the settings that the key is one of
 */
export interface Key<Schema extends z.ZodType, Of> {
  /** What may stand there, as written: no transforms, no defaults. */
  readonly schema: Schema;
  readonly required?: true;
  /** As editors show them; the first one stands in messages. */
  readonly examples: readonly [z.input<Schema>, ...z.input<Schema>[]];
  /** What holds where the key is not written; absent: nothing does, or somebody else's setting. */
  readonly standard?: z.input<Schema>;
  /** One sentence, for editors. */
  readonly about: string;
  /** The row of docs/watchlist.md, in Markdown. */
  readonly page: { readonly standard: string; readonly meaning: string };
  /** The settings that a written value stands for. */
  readonly read: (written: z.output<Schema>) => Partial<Of>;
  /**
   * The value as people read it in a report: as the file would write it; undefined where it is not set, parts where it is
   * a mapping. `channels` are the names of all.
   */
  readonly write: (of: Of, channels: readonly string[]) => string | undefined | readonly WrittenPart[];
  /** What to say of a value that will not do; undefined: the general words are enough. */
  readonly advise: (text: string, kind: string) => Advice | undefined;
}

export type WrittenPart = readonly [name: string, text: string];

/** A record of keys, whatever stands under each. */
export type Keys<Of> = Readonly<Record<string, Key<z.ZodType, Of>>>;

/** The shape of a mapping with these keys. */
export type ShapeOf<Own> = {
  -readonly [Name in keyof Own]: Own[Name] extends { readonly schema: infer Schema extends z.ZodType }
    ? Own[Name] extends { readonly required: true }
      ? Schema
      : z.ZodOptional<Schema>
    : never;
};

/** The schema of each key, with what editors are to know of it. */
export function shapeOf<Own extends Readonly<Record<string, object>>>(keys: Own): ShapeOf<Own> {
  const shape = Object.entries(keys as unknown as Keys<unknown>).map(([name, key]) => {
    const { schema, required, about: description, examples, standard } = key;
    const described = { description, ...(standard !== undefined && { default: standard }), examples };
    return [name, (required ? schema : schema.optional()).meta({ ...described, examples: [...examples] })];
  });
  return Object.fromEntries(shape) as ShapeOf<Own>;
}

/** What is written, with the standard of each key that is not. */
export function withStandards(keys: object, written: object): Readonly<Record<string, unknown>> {
  const standards = Object.entries(keys as Keys<unknown>).map(([name, { standard }]) => [name, standard]);
  return { ...Object.fromEntries(standards), ...written };
}

/** The settings that the written keys stand for. */
export function readKeys<Of>(keys: object, written: object): Partial<Of> {
  const values = written as Readonly<Record<string, unknown>>;
  const read = Object.entries(keys as Keys<Of>).map(([name, key]) =>
    values[name] === undefined ? {} : key.read(values[name]),
  );
  return Object.assign({}, ...read);
}

/** The fields of a key whose value is a quantity. */
export function fromQuantity<Read>(quantity: Quantity<Read>) {
  const { pattern, exactPattern, isFit = () => true, examples, advise } = quantity;
  const schema = z.string().regex(pattern).refine(isFit);
  return {
    schema: exactPattern === undefined ? schema : schema.meta({ pattern: exactPattern }),
    examples,
    advise,
  };
}

/** For keys with nothing special to say. */
export const generalWords = (): undefined => undefined;

export function listText(names: readonly string[]): string {
  return `[${names.join(', ')}]`;
}
