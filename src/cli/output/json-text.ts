/** JSON for stdout. Inside GitHub Actions a line with `##[` would be taken for a command. */
export function jsonText(value: object): string {
  return JSON.stringify(value, null, 2).replaceAll('##[', '##\\u005b');
}
