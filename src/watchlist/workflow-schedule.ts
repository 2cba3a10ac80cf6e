/** How often the workflow starts a job, and how often that samples. */
export interface Schedule {
  readonly jobsPerDay: number;
  readonly samplesPerDay: number;
}

/** Two slots an hour. One of them mostly only asks whether the hour has been sampled (src/run/due.ts). */
export const USUAL_SCHEDULE: Schedule = { jobsPerDay: 48, samplesPerDay: 24 };

/**
 * The schedule that a workflow's text asks for with its `cron:` lines. The text is not parsed as YAML: a line that is
 * commented out does not count, and one that cannot be read is taken for hourly. Without any line somebody else starts
 * the workflow, which is taken for the usual schedule.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule
 */
export function scheduleOf(workflow: string): Schedule {
  const crons = [...workflow.matchAll(/^[ \t]*-[ \t]+cron:[ \t]*['"]?([^'"\n#]+)/gm)].map(([, cron = '']) =>
    cron.trim().split(/\s+/),
  );
  if (crons.length === 0) return USUAL_SCHEDULE;
  const slots = crons.map(([minutes = '*', hours = '*']) => ({
    minutes: valuesOf(minutes, 60),
    hours: valuesOf(hours, 24),
  }));
  return {
    jobsPerDay: slots.reduce((sum, { minutes, hours }) => sum + minutes.length * hours.length, 0),
    samplesPerDay: new Set(slots.flatMap(({ hours }) => hours)).size,
  };
}

/** The values that one field of a cron line stands for: `*`, a number, a range, steps, and lists of these. */
function valuesOf(field: string, count: number): readonly number[] {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [, range = '*', step = '1'] = /^(\*|\d+(?:-\d+)?)(?:\/(\d+))?$/.exec(part) ?? [];
    const [from = 0, to = from] = range === '*' ? [0, count - 1] : range.split('-').map(Number);
    const last = range === '*' || range.includes('-') || step === '1' ? to : count - 1;
    for (let value = from; value <= Math.min(last, count - 1); value += Math.max(1, Number(step))) {
      values.add(value);
    }
  }
  return [...values];
}
