import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FOLDERS = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)];

/** Where Chromium is installed; undefined where it is not. */
export const CHROMIUM = FOLDERS.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) =>
  existsSync(path),
);

/** Whether browser tests may be skipped: CI installs Chromium, so there they never are. */
export const SKIP_BROWSER = CHROMIUM === undefined && process.env.CI !== 'true';

/** Starts Chromium so that it asks nobody for anything by itself. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
