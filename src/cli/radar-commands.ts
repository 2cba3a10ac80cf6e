import type { Command } from 'commander';

/** Makes the command line of one command. Each loads its own code, so that none pays for another's start. */
export type LoadCli = () => Promise<Command>;

/** What a repository's hours need: a release's bundle holds these alone. */
export const RADAR_COMMANDS: Readonly<Record<string, LoadCli>> = {
  track: async () => (await import('./track.ts')).trackCli(),
  check: async () => (await import('./check.ts')).checkCli(),
  suggest: async () => (await import('./suggest.ts')).suggestCli(),
  backtest: async () => (await import('./backtest.ts')).backtestCli(),
  dashboard: async () => (await import('./dashboard.ts')).dashboardCli(),
  export: async () => (await import('./export.ts')).exportCli(),
  doctor: async () => (await import('./doctor.ts')).doctorCli(),
};

const steps = async () => (await import('./workflow-steps/workflow-steps.ts')).WORKFLOW_STEPS;

const shards = async () => (await import('./shards.ts')).SHARD_COMMANDS;

/** What only our workflows call; help does not show it. */
export const HIDDEN_COMMANDS: Readonly<Record<string, LoadCli>> = {
  review: async () => (await steps()).review(),
  'fetch-record': async () => (await steps())['fetch-record'](),
  comment: async () => (await steps()).comment(),
  'judge-form': async () => (await steps())['judge-form'](),
  'propose-form': async () => (await steps())['propose-form'](),
  plan: async () => (await shards()).plan(),
  sample: async () => (await shards()).sample(),
  record: async () => (await shards()).record(),
};
