/** The state as its files were parsed, of any version; from version 2 on with its parts put together. */
export type StateJson = Readonly<Record<string, unknown>>;

/** Takes a file of one version to the next. */
export type Migration = (file: StateJson) => StateJson;

/**
 * By the version that each begins from. Every version that was ever released has a sample in test/store/samples/, and
 * each of them is read through here.
 */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map([[1, memoriesOutOfCheckpoint]]);

/** Version 1 kept all memories in its checkpoint, as of one instant. */
function memoriesOutOfCheckpoint(file: StateJson): StateJson {
  if (!isObject(file.checkpoint)) return file;
  const { memories, ...checkpoint } = file.checkpoint;
  const memoriesAt = isObject(memories) ? [checkpoint.at] : [];
  return { ...file, checkpoint, memories: memories ?? {}, memoriesAt };
}

/** What is no object. Lists are none either. */
export function isObject(value: unknown): value is StateJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Brings a file to version `to`, version by version. What carries no version, or one that no migration begins from, is
 * given back as it is: the schema says what is wrong with it.
 */
export function migrate(file: unknown, to: number, migrations = MIGRATIONS): unknown {
  let migrated = file;
  while (isObject(migrated) && typeof migrated.version === 'number' && migrated.version < to) {
    const next = migrations.get(migrated.version)?.(migrated);
    if (next === undefined) return migrated;
    migrated = { ...next, version: migrated.version + 1 };
  }
  return migrated;
}
