/**
 * Draws the app's icons from the SVG beside each, and the pictures of them for the README.
 *   node scripts/provision.mjs chromium -- tsx scripts/icons.ts
 * Needs a Chromium (CHROMIUM_BIN or on PATH); playwright-core drives it and downloads nothing.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';

interface Drawing {
  readonly svg: string;
  readonly png: string;
  /** Pixels, both ways. */
  readonly size: number;
  /** CSS of what it is shown on; an icon itself is on nothing. */
  readonly ground?: string;
}

/** The colour of the app: `accentColor` in the manifest. */
const ACCENT = '#0b5c6b';

const DRAWINGS: readonly Drawing[] = [
  { svg: 'manifest/icons/color.svg', png: 'manifest/icons/color.png', size: 192 },
  { svg: 'manifest/icons/outline.svg', png: 'manifest/icons/outline.png', size: 32 },
  { svg: 'manifest/icons/color32x32.svg', png: 'manifest/icons/color32x32.png', size: 32 },
  {
    svg: 'manifest/icons/color.svg',
    png: 'docs/images/icon-color.png',
    size: 96,
    ground: 'clip-path: inset(0 round 18%)',
  },
  {
    svg: 'manifest/icons/outline.svg',
    png: 'docs/images/icon-outline.png',
    size: 96,
    ground: `background: ${ACCENT}; border-radius: 18%; padding: 24px; box-sizing: border-box`,
  },
];

async function draw(browser: Browser, { svg, png, size, ground = '' }: Drawing): Promise<void> {
  const source = Buffer.from(await readFile(svg, 'utf8')).toString('base64');
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const style = `display: block; width: ${size}px; height: ${size}px; ${ground}`;
  await page.setContent(
    `<body style="margin: 0"><img style="${style}" src="data:image/svg+xml;base64,${source}">`,
    { waitUntil: 'load' },
  );
  await writeFile(png, await page.screenshot({ omitBackground: true }));
  await page.close();
}

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_BIN'] ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  for (const drawing of DRAWINGS) await draw(browser, drawing);
} finally {
  await browser.close();
}
