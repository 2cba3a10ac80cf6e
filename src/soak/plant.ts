/** Loaded before the program, with `node --import`: plants the mutation that `SOAK_MUTATION` names. */
import { registerHooks } from 'node:module';
import { MUTATIONS, mutated } from './mutations.ts';

const mutation = MUTATIONS.find(({ name }) => name === process.env.SOAK_MUTATION);
if (mutation === undefined) throw new RangeError(`No mutation is named ${process.env.SOAK_MUTATION}.`);
const place = new URL(`../../${mutation.file}`, import.meta.url).href;

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (url !== place || loaded.source === undefined || loaded.source === null) return loaded;
    const { source } = loaded;
    const text = typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString();
    return { ...loaded, source: mutated(text, mutation) };
  },
});
