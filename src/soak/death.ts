/** The process is gone: nothing that the run would still do takes effect. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** Lets a run die between any two of its effects. */
export interface Death {
  /** One effect, before or after which it may be over. */
  readonly effect: <Result>(act: () => Promise<Result>) => Promise<Result>;
  /** How many effects there were. */
  readonly effects: () => number;
}

/** @param at twice the number of the effect, and one more where the effect still happens; absent: it lives */
export function deathAt(at: number | undefined): Death {
  let count = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Killed('killed');
  };
  return {
    effects: () => count,
    effect: async (act) => {
      if (isDead) return die();
      const place = count;
      count += 1;
      if (at === place * 2) return die();
      const result = await act();
      return at === place * 2 + 1 ? die() : result;
    },
  };
}
