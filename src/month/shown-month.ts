import type { Event } from '../alerts/log-event.ts';
import type { Channel } from '../channels/registry.ts';
import type { ChannelCount } from './counts.ts';
import type { MonthRun } from './go-through-month.ts';
import type { MonthIssues } from './issues.ts';
import type { MonthMessage } from './message.ts';
import type { RenderMarkdown } from './view/markdown.ts';

/** A month that was gone through, with all that people see of it. */
export interface ShownMonth {
  readonly seed: number;
  readonly days: number;
  readonly timezone: string;
  readonly hashtags: readonly string[];
  readonly channels: readonly Pick<Channel, 'name' | 'type'>[];
  readonly runs: readonly MonthRun[];
  readonly messages: readonly MonthMessage[];
  readonly issues: MonthIssues;
  readonly counts: readonly ChannelCount[];
  /** What the record says of breakouts, in order of time. */
  readonly events: readonly Event[];
  readonly render: RenderMarkdown;
}
