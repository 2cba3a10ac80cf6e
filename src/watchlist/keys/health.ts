import { z } from 'zod';
import { ENV_NAME_PATTERN, isReservedEnv, listOf, oneOrMany, text } from '../../channels/channel/fields.ts';
import { HEALTH_DEFAULTS, type HealthSettings } from '../../settings/settings.ts';
import { CREDIT_DAYS, HEALTH_HOURS, SCHEDULE_SHARE } from '../quantity/health.ts';
import { listText, type WrittenPart } from './key.ts';

/** When the radar says that it does not see: the keys below `health:`. */
export const healthSchema = z.strictObject({
  'no-run': hours('No reading at all for so long is reported by the next run that reads anything.', '24 h'),
  'no-reading': hours('A hashtag that runs cannot read for so long is reported.', '24 h'),
  credits: z
    .string()
    .regex(CREDIT_DAYS.pattern)
    .refine(CREDIT_DAYS.isFit)
    .optional()
    .meta({
      description: 'Credits or a budget that end within so many days are reported.',
      default: '7 days',
      examples: [...CREDIT_DAYS.examples],
      pattern: CREDIT_DAYS.exactPattern,
    }),
  channel: hours('A channel at which nothing arrives for so long is reported to the others.', '6 h'),
  schedule: z
    .string()
    .regex(SCHEDULE_SHARE.pattern)
    .refine(SCHEDULE_SHARE.isFit)
    .optional()
    .meta({
      description: 'A smaller share of the hours of a week with a run is reported.',
      default: '40 %',
      examples: [...SCHEDULE_SHARE.examples],
      pattern: SCHEDULE_SHARE.exactPattern,
    }),
  notify: oneOrMany(text(40), 50)
    .optional()
    .meta({
      description: 'Channels that are notified of the radar’s own health; default all, `[]` none.',
      examples: [['issues']],
    }),
});

function hours(description: string, standard: string) {
  return z
    .string()
    .regex(HEALTH_HOURS.pattern)
    .refine(HEALTH_HOURS.isFit)
    .optional()
    .meta({
      description,
      default: standard,
      examples: [...HEALTH_HOURS.examples],
      pattern: HEALTH_HOURS.exactPattern,
    });
}

/** The NAME of the variable that holds the heartbeat’s address, never the address. */
export const heartbeatName = z
  .string()
  .regex(ENV_NAME_PATTERN)
  .refine((name) => !isReservedEnv(name));

export function readHealth(written: z.output<typeof healthSchema>): HealthSettings {
  const { credits, schedule, notify } = written;
  const hoursOf = (text: string | undefined, standard: number): number =>
    text === undefined ? standard : HEALTH_HOURS.read(text);
  return {
    noRunHours: hoursOf(written['no-run'], HEALTH_DEFAULTS.noRunHours),
    noReadingHours: hoursOf(written['no-reading'], HEALTH_DEFAULTS.noReadingHours),
    creditDays: credits === undefined ? HEALTH_DEFAULTS.creditDays : CREDIT_DAYS.read(credits),
    channelHours: hoursOf(written.channel, HEALTH_DEFAULTS.channelHours),
    schedulePercent: schedule === undefined ? HEALTH_DEFAULTS.schedulePercent : SCHEDULE_SHARE.read(schedule),
    ...(notify !== undefined && { notify: listOf(notify) }),
  };
}

export function writeHealth(health: HealthSettings): readonly WrittenPart[] {
  return [
    ['no-run', HEALTH_HOURS.write(health.noRunHours)],
    ['no-reading', HEALTH_HOURS.write(health.noReadingHours)],
    ['credits', CREDIT_DAYS.write(health.creditDays)],
    ['channel', HEALTH_HOURS.write(health.channelHours)],
    ['schedule', SCHEDULE_SHARE.write(health.schedulePercent)],
    ...(health.notify === undefined ? [] : ([['notify', listText(health.notify)]] as const)),
  ];
}
