import { type Check, quoted, warning } from './finding.ts';
import type { Repair } from './repairs.ts';

/** What has a safe repair; nothing where all is well. */
export function repairChecks(repairs: readonly Repair[]): readonly Check[] {
  if (repairs.length === 0) return [];
  const found = repairs.map(({ does }) => quoted(does)).join('; ');
  return [
    warning(
      'repairs',
      `there is something to mend: ${found}`,
      'in a clone run npm run doctor -- --repair, then commit and push',
    ),
  ];
}
