/**
 * Takes the demo page's pictures: plays the story, then three languages, two themes and a phone.
 *   npm run screenshots [folder]     default docs/images
 * Needs a Chromium (CHROMIUM_BIN or on PATH); playwright-core drives it and downloads nothing.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser } from 'playwright-core';
import { startDemo } from '../simulator/demo/start.js';
import { restartShots } from './restart-shots.js';
import { playUntil } from '../simulator/demo/story.js';

interface Shot {
  readonly name: string;
  readonly query: string;
  readonly width: number;
  readonly height: number;
  /** Messages to have in sight, by their words; else the newest ones are. */
  readonly inSight?: readonly string[];
}

/** An element, as far as this needs one. */
interface Scrollable {
  scrollIntoView(): void;
}

const SHOTS: readonly Shot[] = [
  {
    name: 'demo',
    query: 'lang=en&theme=light',
    width: 1440,
    height: 900,
    inSight: ['.chats .message:has-text("TeamViewer openen")', '.thread .root:has-text("REQ-1")'],
  },
  { name: 'demo-nl', query: 'lang=nl&theme=light', width: 1280, height: 720 },
  { name: 'demo-fr-dark', query: 'lang=fr&theme=dark', width: 1280, height: 720 },
  {
    name: 'demo-helper',
    query: 'lang=en&theme=light&tab=mine&person=sam',
    width: 1280,
    height: 720,
  },
  {
    name: 'demo-phone',
    query: 'lang=nl&theme=light&tab=chats&person=anna',
    width: 390,
    height: 844,
  },
];

const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function take(browser: Browser, url: string, shot: Shot, folder: string): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: shot.width, height: shot.height },
    deviceScaleFactor: 1,
  });
  await page.goto(`${url}/?${shot.query}`);
  await page.waitForSelector('body[data-ready=true]');
  for (const message of shot.inSight ?? []) {
    await page
      .locator(message)
      .first()
      .evaluate((node: Scrollable) => node.scrollIntoView());
  }
  // Cards that have just changed flash for a moment.
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: join(folder, `${shot.name}.png`) });
  await page.close();
}

const folder = process.argv[2] ?? join('docs', 'images');
await mkdir(folder, { recursive: true });
const demo = await startDemo({ port: 0, quiet: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium',
  args: SWITCHES,
});
try {
  await playUntil(demo.simulator, 'active', { pause: () => sleep(1_500) });
  for (const shot of SHOTS) await take(browser, demo.url, shot, folder);
  await restartShots(browser, folder);
} finally {
  await browser.close();
  await demo.close();
}
