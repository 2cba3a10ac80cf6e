import { shownText } from '../text/shown.ts';
import type { Remark } from './remark.ts';

/** As a compiler shows it: `file:line:column: error: message`, the line, carets under the place, and the remedy. */
export function problemText(file: string, remark: Remark, severity: 'error' | 'warning'): string {
  const { line, column, message, remedy, excerpt } = remark;
  const head = `${shownText(file)}:${line}:${column}: ${severity}: ${message}`;
  return [head, ...(excerpt === '' ? [] : [excerpt]), `  help: ${remedy}`].join('\n');
}
