/**
 * Options that npm knows itself and that people set for good in their `.npmrc`: of these nobody can tell whether they were meant
 * for us.
 */
const ALSO_NPMS: readonly string[] = ['json', 'before', 'only'];

/**
 * What to write where npm has kept an option of the command for itself: `npm run track --dry-run`, without the two dashes, starts a
 * run that is none. npm hands such an option on as a variable only (https://docs.npmjs.com/cli/v11/using-npm/config).
 * @param options the long forms of the command's options, such as `--dry-run` and `--no-push`
 * @returns undefined where npm has kept none, or did not start the command
 */
export function keptByNpm(
  command: string,
  options: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (variables.npm_lifecycle_event !== command) return undefined;
  const kept = options.find((option) => {
    const [, no = '', name = ''] = /^--(no-)?(.+)$/.exec(option) ?? [];
    const value = variables[`npm_config_${name.replaceAll('-', '_')}`];
    return value !== undefined && !ALSO_NPMS.includes(name) && (value === '') === (no !== '');
  });
  if (kept === undefined) return undefined;
  return `npm has kept ${kept} for itself. Options stand after two dashes: npm run ${command} -- ${kept}`;
}
