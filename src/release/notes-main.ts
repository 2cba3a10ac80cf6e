import { readFile } from 'node:fs/promises';
import { VERSION } from '../program.ts';
import { readChangelog } from '../update/changelog.ts';

const changelog = await readFile(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
process.stdout.write(`${readChangelog(changelog).find(({ version }) => version === VERSION)?.text ?? ''}\n`);
