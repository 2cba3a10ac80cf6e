import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/registry.ts';

/** It speaks JSON in any case. */
const SPEAKS_JSON = ['mcp'];

test.each(Object.keys(COMMANDS).filter((name) => !SPEAKS_JSON.includes(name)))(
  '%s, or each of its parts, takes --json',
  async (name) => {
    const command = await COMMANDS[name]?.();
    const parts = command?.commands.length === 0 ? [command] : (command?.commands ?? []);
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts)
      expect([part.name(), ...part.options.map(({ long }) => long)]).toContain('--json');
  },
);
