/** How steps speak to GitHub's runner: command files and `::` lines. */

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface Commands {
  readonly annotations: readonly Annotation[];
  /** Texts that the step asked to hide. */
  readonly masks: readonly string[];
}

/**
 * The workflow commands in a step's output: a line that begins, after spaces, with `::name properties::text`, wherever
 * it came from. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function readCommands(log: string): Commands {
  const annotations: Annotation[] = [];
  const masks: string[] = [];
  let stopped: string | undefined;
  for (const line of log.split(/\r?\n/)) {
    const [, name = '', properties = '', text = ''] = /^\s*::([\w-]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
    if (stopped !== undefined) {
      if (name === stopped) stopped = undefined;
    } else if (name === 'stop-commands') stopped = text;
    else if (name === 'add-mask') masks.push(decode(text));
    else if (name === 'error' || name === 'warning' || name === 'notice') {
      annotations.push({ level: name, message: decode(text), properties: readProperties(properties) });
    }
  }
  return { annotations, masks };
}

function readProperties(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split('='));
  return Object.fromEntries(
    pairs.flatMap(([key = '', value]) => (value === undefined ? [] : [[key.trim(), decode(value)]])),
  );
}

function decode(text: string): string {
  const signs: Readonly<Record<string, string>> = { '0D': '\r', '0A': '\n', '3A': ':', '2C': ',', '25': '%' };
  return text.replaceAll(/%(0D|0A|3A|2C|25)/g, (code, digits: string) => signs[digits] ?? code);
}

/** The values in a command file such as GITHUB_OUTPUT: `name=value` lines, or `name<<END` up to a line `END`. */
export function readCommandFile(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const [, name, end] = /^([^=<]+)<<(.+)$/.exec(line) ?? [];
    if (name !== undefined && end !== undefined) {
      const stop = lines.indexOf(end, index + 1);
      if (stop < 0) throw new Error(`The value of "${name}" in a command file has no end "${end}".`);
      values[name] = lines.slice(index + 1, stop).join('\n');
      index = stop;
    } else if (line !== '') {
      const equals = line.indexOf('=');
      if (equals < 1) throw new Error(`A command file holds "${line}" instead of name=value.`);
      values[line.slice(0, equals)] = line.slice(equals + 1);
    }
  }
  return values;
}
