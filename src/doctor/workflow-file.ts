import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { PLACE } from '../program.ts';
import { DAY_MS } from '../text/time.ts';
import { isReadableCron, scheduleEntries, startsBetween } from '../watchlist/read-schedule.ts';
import { broken, type Check, ok, quoted, warning } from './finding.ts';

const FILE = '.github/workflows/track.yml';

/** The parts of the workflow that recording and notifying depend on. A job's permissions come before the workflow's. */
const rights = z.record(z.string(), z.string());
const workflow = z.object({
  on: z.object({ schedule: z.array(z.object({ cron: z.string(), timezone: z.string().optional() })) }),
  permissions: rights.optional(),
  jobs: z.record(z.string(), z.object({ permissions: rights.optional() })),
});

/** Whether the hourly workflow has a schedule, and asks for the rights to commit and to open issues. */
export async function checkWorkflowFile(folder: string): Promise<Check> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(missing);
  if (text === undefined)
    return warning(
      'workflow file',
      `${FILE} is not here`,
      'nothing runs at GitHub by itself; fine if another scheduler does',
    );
  const read = parsed(text);
  if (read === undefined)
    return broken(
      'workflow file',
      `${FILE} has no schedule and no jobs that can be read`,
      PLACE === 'thin'
        ? 'make a new thin repository beside this one, and take its file'
        : 'take it from the template again',
    );
  const jobs = Object.values(read.jobs).map(({ permissions }) => permissions ?? read.permissions ?? {});
  const unreadable = read.on.schedule.filter((entry) => !isReadableCron(entry));
  if (unreadable.length > 0)
    return broken(
      'workflow file',
      `${FILE} has a schedule that cannot be read: ${unreadable.map(({ cron }) => quoted(cron)).join(' and ')}`,
      'write five fields, for example `0 * * * *` for every hour, and a zone such as `Europe/London` where there is a `timezone`',
    );
  const lacking = ['contents', 'issues'].filter((right) => !jobs.some((job) => job[right] === 'write'));
  const slots = read.on.schedule.map(({ cron }) => quoted(cron)).join(' and ');
  if (lacking.length === 0)
    return ok('workflow file', `${FILE} runs at ${slots}, and may commit and open issues`);
  return broken(
    'workflow file',
    `${FILE} does not ask for ${lacking.map((right) => `${right}: write`).join(' and ')}`,
    'add that under `permissions:` of its job',
  );
}

/**
 * The hours (UTC) in which the workflow starts, over the last ten days and today, ms; undefined where it is not here or has no
 * schedule: then somebody else starts it, as often as they like.
 */
export async function scheduledHours(folder: string, now: number): Promise<readonly number[] | undefined> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(missing);
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const { hours } = startsBetween(scheduleEntries(text ?? ''), today - DAYS_BACK * DAY_MS, DAYS_BACK + 1);
  return hours.length === 0 ? undefined : hours;
}

const DAYS_BACK = 10;

function parsed(text: string): z.infer<typeof workflow> | undefined {
  try {
    return workflow.safeParse(parse(text)).data;
  } catch (error) {
    if (error instanceof YAMLParseError) return undefined;
    throw error;
  }
}

function missing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
