/** What each command is called with, as its help shows it: arguments, then what for. */
export const EXAMPLES: Readonly<Record<string, readonly (readonly [words: string, what: string])[]>> = {
  track: [
    ['--dry-run', 'sample, and show what would be done'],
    ['--only booktok', 'one hashtag of the watchlist'],
  ],
  check: [
    ['', 'every problem of watchlist.yml, and its cost'],
    ['--against origin/main', 'what a change would have alerted'],
  ],
  suggest: [['--alerts-per-week 3', 'settings for three breakouts a week']],
  backtest: [
    ['--sensitivity early', 'what the rules would have alerted on your record'],
    ['--from history.csv', 'the same on any CSV; - reads stdin'],
  ],
  dashboard: [['', 'write the site, then open site/index.html']],
  export: [
    ['--to history.csv', 'everything as CSV'],
    ['--format sqlite --to history.sqlite', 'as a database'],
  ],
  doctor: [
    ['', 'look at everything that a run depends on'],
    ['--send-test', 'send a test alert through each channel'],
  ],
  demo: [['', 'three simulated weeks, without a key']],
  month: [['', 'a simulated month, and a page of all its messages']],
  schema: [['', 'write the schemas that editors go by']],
  soak: [['--seeds 3 --days 7', 'weeks of faults, simulated, without a key']],
  bench: [['detection', 'the detector beside its peers']],
  update: [
    ['--dry-run', 'show what a newer version changes'],
    ['--to v0.2.0', 'take that release'],
    ['--undo', 'take the last update back'],
  ],
  archive: [
    ['', 'show what would leave the history, and change nothing'],
    ['--apply --bundle ../radar-history.bundle', 'do it, and keep the old history as a file too'],
    ['--restore', 'see all of the history in this clone again'],
  ],
  mcp: [['', 'for the settings of an assistant, which starts it by itself: docs/mcp.md']],
  new: [['../my-radar', 'a repository of your own, ready to push']],
};

/** The part of a help text that shows examples; empty for a command without any. */
export function examplesText(command: string): string {
  const examples = EXAMPLES[command] ?? [];
  if (examples.length === 0) return '';
  const lines = examples.map(([words, what]) => {
    const dashes = words === '' ? '' : ` -- ${words}`;
    return `  npm run ${command}${dashes}\n      ${what}`;
  });
  return `\nExamples:\n${lines.join('\n')}\n`;
}
