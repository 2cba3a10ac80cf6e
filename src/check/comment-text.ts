/** The hidden line by which the comment on a pull request is found again. */
export const CHECK_MARKER = '<!-- hashtag-radar:check -->';

/** The report on a pull request as its comment; `report` is Markdown in which strangers' text is escaped. */
export function checkComment(
  report: string,
  checked: { readonly commit: string; readonly runUrl: string },
): string {
  const about = `Checked as of ${checked.commit} in [this run](${checked.runUrl}). This comment is kept current.`;
  return `${CHECK_MARKER}\n\n${report.trimEnd()}\n\n<sub>${about}</sub>\n`;
}
