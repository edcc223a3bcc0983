import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Names under which a browser of that family may be installed. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Root needs the first; the second keeps it from calling home; the third is for machines without a screen. */
const ARGS = ['--no-sandbox', '--disable-background-networking', '--disable-gpu'];

/** A browser, or why there is none. */
export type BrowserFound = { readonly browser: Browser } | { readonly reason: string };

/** Starts the Chromium inside the npm package; where that cannot run, one on the path. */
export async function openBrowser(): Promise<BrowserFound> {
  const reasons: string[] = [];
  for (const find of [packaged, ...NAMES.map((name) => async () => onPath(name))]) {
    try {
      const executablePath = await find();
      if (!executablePath) continue;
      return { browser: await chromium.launch({ executablePath, args: ARGS, headless: true }) };
    } catch (error) {
      reasons.push(String(error instanceof Error ? error.message : error).split('\n')[0] ?? '');
    }
  }
  return { reason: reasons.join('; ') || 'there is no browser' };
}

async function packaged(): Promise<string> {
  const { default: unpacked } = await import('@sparticuz/chromium');
  return unpacked.executablePath();
}

function onPath(name: string): string | undefined {
  const files = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
