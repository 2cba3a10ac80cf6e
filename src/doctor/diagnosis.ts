import { type Trial, trialLines, trialsJson, trialTable } from '../run/trial.ts';
import { isoUtc } from '../text/time.ts';
import { type Check, checkLines, checkTable, countChecks } from './finding.ts';

/** What was found, and how the test alerts went; `trials` is absent where none was sent. */
export interface Diagnosis {
  readonly checks: readonly Check[];
  readonly trials?: readonly Trial[];
  /** What was repaired; absent where that was not asked for. */
  readonly repaired?: readonly string[];
}

/** For a log or a terminal; safe to print inside GitHub Actions. */
export function diagnosisLines({ checks, trials = [] }: Diagnosis): readonly string[] {
  const sent = trials.length === 0 ? [] : ['', 'test alerts:', ...trialLines(trials)];
  return [...checkLines(checks), ...sent, '', countChecks(checks)];
}

/** For the job summary, in Markdown. */
export function diagnosisSummary({ checks, trials = [] }: Diagnosis): string {
  const sent = trials.length === 0 ? '' : `\n### Test alerts\n\n${trialTable(trials)}\n`;
  return `### Doctor: ${countChecks(checks)}\n\n${checkTable(checks)}\n${sent}`;
}

/** As `--json` prints it. */
export function diagnosisJson(diagnosis: Diagnosis, now: number): object {
  const { checks, trials, repaired } = diagnosis;
  return {
    at: isoUtc(now),
    ok: brokenTexts(diagnosis).length === 0,
    checks: checks.map(({ what, result, found, remedy }) => ({
      what,
      result,
      found,
      remedy: remedy ?? null,
    })),
    trials: trials === undefined ? null : trialsJson(trials),
    repaired: repaired ?? null,
  };
}

/** What is broken, one sentence each with its remedy. */
export function brokenTexts({ checks }: Diagnosis): readonly string[] {
  return checks.flatMap(({ what, result, found, remedy = '' }) =>
    result === 'broken' ? [`${what}: ${found}. ${remedy}`] : [],
  );
}
