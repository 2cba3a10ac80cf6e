import * as core from '@actions/core';
import type { CheckReport } from '../../check/report.ts';
import { annotateCheck } from './annotations.ts';

/** Shows a review beside its run: annotations, the job summary, and the output `report` for the job that comments. */
export async function publishReview(report: CheckReport, markdown: string): Promise<void> {
  annotateCheck(report);
  await core.summary.addRaw(markdown).write();
  handOver('report', markdown);
}

/** Sets an output of the step, which later jobs can read. */
export function handOver(name: string, value: string): void {
  core.setOutput(name, value);
}
