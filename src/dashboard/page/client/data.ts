/** A piece of data as it came, or the clear word why it did not. */
export type DataFile<Shape> =
  | { readonly kind: 'here'; readonly value: Shape }
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'broken'; readonly name: string };

export interface Pieces {
  /** Loads `NAME.js` from beside the page. A file that has loaded is kept; one that failed is asked for again. */
  readonly load: <Shape extends { readonly version: 1 }>(name: string) => Promise<DataFile<Shape>>;
}

declare global {
  interface Window {
    /** What the pieces' scripts call: src/dashboard/schema/site.ts says how a piece loads. */
    hashtagRadar?: { readonly take: (name: string, json: string) => void };
  }
}

/** Makes the page ready to be handed pieces. */
export function openPieces(page: Window): Pieces {
  const taken = new Map<string, string>();
  page.hashtagRadar = { take: (name, json) => taken.set(name, json) };

  const arrive = (name: string): Promise<'loaded' | 'missing'> =>
    new Promise((resolve) => {
      const script = page.document.createElement('script');
      script.src = `${name}.js`;
      script.addEventListener('load', () => resolve('loaded'));
      script.addEventListener('error', () => resolve('missing'));
      page.document.head.append(script);
    });

  return {
    load: async <Shape extends { readonly version: 1 }>(name: string): Promise<DataFile<Shape>> => {
      if (!taken.has(name) && (await arrive(name)) === 'missing') return { kind: 'missing', name };
      const value = parsed<Shape>(taken.get(name));
      if (value !== undefined) return { kind: 'here', value };
      taken.delete(name);
      return { kind: 'broken', name };
    },
  };
}

/** The writer's own tests hold a piece to its shape; here only what a cut or foreign file would lack is asked for. */
function parsed<Shape extends { readonly version: 1 }>(json: string | undefined): Shape | undefined {
  if (json === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return hasVersion<Shape>(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function hasVersion<Shape extends { readonly version: 1 }>(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1;
}
