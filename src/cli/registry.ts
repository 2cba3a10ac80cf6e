import { type LoadCli, RADAR_COMMANDS } from './radar-commands.ts';

/** Every command that people call: a new one is a file and a line, here or, where a release carries it, in `radar-commands.ts`. */
export const COMMANDS: Readonly<Record<string, LoadCli>> = {
  ...RADAR_COMMANDS,
  demo: async () => (await import('./demo.ts')).demoCli(),
  month: async () => (await import('./month.ts')).monthCli(),
  soak: async () => (await import('./soak.ts')).soakCli(),
  schema: async () => (await import('./schema.ts')).schemaCli(),
  bench: async () => (await import('./bench.ts')).benchCli(),
  update: async () => (await import('./update.ts')).updateCli(),
  archive: async () => (await import('./archive.ts')).archiveCli(),
  mcp: async () => (await import('./mcp.ts')).mcpCli(),
  new: async () => (await import('./new.ts')).newCli(),
};
