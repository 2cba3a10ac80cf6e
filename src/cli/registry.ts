import type { Command } from 'commander';

/** Makes the command line of one command. Each loads its own code, so that none pays for another's start. */
export type LoadCli = () => Promise<Command>;

/** Every command that people call: a new one is a file and a line here. */
export const COMMANDS: Readonly<Record<string, LoadCli>> = {
  track: async () => (await import('./track.ts')).trackCli(),
  check: async () => (await import('./check.ts')).checkCli(),
  suggest: async () => (await import('./suggest.ts')).suggestCli(),
  schema: async () => (await import('./schema.ts')).schemaCli(),
  backtest: async () => (await import('./backtest.ts')).backtestCli(),
  dashboard: async () => (await import('./dashboard.ts')).dashboardCli(),
  export: async () => (await import('./export.ts')).exportCli(),
  demo: async () => (await import('./demo.ts')).demoCli(),
  month: async () => (await import('./month.ts')).monthCli(),
  doctor: async () => (await import('./doctor.ts')).doctorCli(),
  bench: async () => (await import('./bench.ts')).benchCli(),
};

const steps = async () => (await import('./workflow-steps/workflow-steps.ts')).WORKFLOW_STEPS;

/** What only our workflows call; help does not show it. */
export const HIDDEN_COMMANDS: Readonly<Record<string, LoadCli>> = {
  review: async () => (await steps()).review(),
  comment: async () => (await steps()).comment(),
  'judge-form': async () => (await steps())['judge-form'](),
  'propose-form': async () => (await steps())['propose-form'](),
};
