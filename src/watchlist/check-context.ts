import type { Schedule } from './workflow-schedule.ts';

/** What a watchlist has to fit to, as far as it can be seen from where it is checked. */
export interface Surroundings {
  readonly schedule: Schedule;
  /** Whether a variable has a value here; absent where secrets are never to be seen, as in a pull request. */
  readonly isSet?: (variable: string) => boolean;
  /** Whether what is sent to the address in a variable can be read on its way; absent as above. */
  readonly isPlain?: (variable: string) => boolean;
  /** The secrets that the workflow hands to the program; absent where there is no workflow. */
  readonly handedOver?: ReadonlySet<string>;
}
