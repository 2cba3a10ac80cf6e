/** How often the workflow starts a job, and how often that samples; both on average over a year. */
export interface Schedule {
  readonly jobsPerDay: number;
  readonly samplesPerDay: number;
  /** The longest time from one sampled hour to the next, hours: 63 where nothing runs at weekends. */
  readonly longestGapHours: number;
}

/** Two slots an hour. One of them mostly only asks whether the hour has been sampled (src/run/due.ts). */
export const USUAL_SCHEDULE: Schedule = { jobsPerDay: 48, samplesPerDay: 24, longestGapHours: 1 };
