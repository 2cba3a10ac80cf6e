/** The process is gone: nothing that the run would still do takes effect. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** What one effect leaves where a run dies in it. */
export interface Remains {
  /** Begun, and not done. */
  readonly before?: () => void;
  /** Done, and lost again in part, as when the power goes. */
  readonly after?: () => void;
}

/** Lets a run die between any two of its effects. */
export interface Death {
  /** One effect, before, after or within which it may be over. */
  readonly effect: <Result>(act: () => Promise<Result>, remains?: Remains) => Promise<Result>;
  /** The run is over, here. */
  readonly die: () => never;
}

/** How a run may die at one effect: before it, after it, or with the power, so that what was done is lost in part. */
export const DEATHS_AN_EFFECT = 3;

/** @param at so many times the number of the effect as there are deaths in one, plus which of them; absent: it lives */
export function deathAt(at: number | undefined): Death {
  let count = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Killed('killed');
  };
  return {
    die,
    effect: async (act, { before, after } = {}) => {
      if (isDead) return die();
      const first = count * DEATHS_AN_EFFECT;
      count += 1;
      if (at === first) {
        before?.();
        return die();
      }
      const result = await act();
      if (at === first + 2) after?.();
      return at === first + 1 || at === first + 2 ? die() : result;
    },
  };
}
