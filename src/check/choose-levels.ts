/** How many alerts one hashtag would have had at each level, from the loudest to the quietest. */
export type AlertsByLevel = readonly number[];

/** The levels to set: one for the file, and quieter ones for hashtags that would else drown the others. */
export interface Choice {
  /** Index of the level for the file. */
  readonly level: number;
  /** Index of each hashtag's level, in the order given. */
  readonly levels: readonly number[];
  /** Alerts in the stretch, all together. */
  readonly alerts: number;
}

/** From this many hashtags on no single one may take more than half of the alerts that are wanted. */
const SHARED_FROM = 3;
/** So few alerts of one hashtag are no drowning. */
const OWN_ALERTS_MIN = 2;

/**
 * The level at which alerts come nearest to the number wanted; the quieter one of two that come equally near. One
 * level for all is one price of a false alarm for all: who breaks out more often is openIssues more often, up to half of the
 * number wanted.
 * @param wanted alerts in the stretch, all hashtags together
 */
export function chooseLevels(counts: readonly AlertsByLevel[], wanted: number): Choice {
  const levelCount = Math.max(0, ...counts.map((count) => count.length));
  const most = counts.length < SHARED_FROM ? Number.POSITIVE_INFINITY : Math.max(OWN_ALERTS_MIN, wanted / 2);
  const loudest = counts.map((count) => {
    const index = count.findIndex((alerts) => alerts <= most);
    return index < 0 ? levelCount - 1 : index;
  });
  let best: Choice | undefined;
  for (let level = levelCount - 1; level >= 0; level -= 1) {
    const levels = loudest.map((own) => Math.max(own, level));
    const alerts = counts.reduce((sum, count, index) => sum + (count[levels[index] ?? level] ?? 0), 0);
    const choice = { level, levels, alerts };
    if (best === undefined || Math.abs(alerts - wanted) < Math.abs(best.alerts - wanted)) best = choice;
  }
  return best ?? { level: 0, levels: [], alerts: 0 };
}

/**
 * The range in which the true number of events lies with 90 %, when `count` were seen: Anscombe's square root makes counts
 * of a Poisson process even (Biometrika 1948).
 */
export function poissonRange(count: number): { readonly low: number; readonly high: number } {
  const root = Math.sqrt(count + 3 / 8);
  const at = (side: number): number => Math.max(0, (root + side * HALF_OF_90_PERCENT) ** 2 - 3 / 8);
  return { low: root > HALF_OF_90_PERCENT ? at(-1) : 0, high: at(1) };
}

/** Half of the normal distribution's 95 % quantile: the transformed count has a standard deviation of one half. */
const HALF_OF_90_PERCENT = 1.645 / 2;
