import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium',
    args: SWITCHES,
  });
}

/** The demo page in a browser, as a visitor uses it. */
export class DemoPage {
  /** Console errors, exceptions, failed requests and answers of 400 and more. */
  readonly troubles: string[] = [];
  /** Chat of the first of the two users, Anna's unless another was asked for. */
  readonly chat: Locator;
  readonly channel: Locator;
  /** The chat of the operator whose eyes the channel has. */
  readonly mine: Locator;
  readonly timeline: Locator;
  /** TeamViewer's window. */
  readonly teamviewer: Locator;

  private constructor(readonly page: Page) {
    this.chat = page.locator('#chats .window').first();
    this.channel = page.locator('#panel-channel');
    this.mine = page.locator('#panel-mine');
    this.timeline = page.locator('.timeline');
    this.teamviewer = page.locator('dialog.teamviewer');
    page.setDefaultTimeout(12_000);
    page.on('pageerror', (error) => this.troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.troubles.push(message.text());
    });
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? '';
      // The stream of events is cut when the page goes away.
      if (!request.url().endsWith('/events')) this.troubles.push(`${request.url()} ${why}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) this.troubles.push(`${response.url()} ${response.status()}`);
    });
  }

  static async open(
    browser: Browser,
    url: string,
    query: string,
    viewport = { width: 1280, height: 720 },
  ): Promise<DemoPage> {
    const demo = new DemoPage(await browser.newPage({ viewport }));
    await demo.page.goto(`${url}/?${query}`);
    await demo.page.waitForSelector('body[data-ready=true]');
    return demo;
  }

  /** Types into the box of a chat or the channel, and sends. */
  async write(where: Locator, text: string): Promise<void> {
    const box = where.locator('.floor textarea');
    await box.fill(text);
    await box.press('Enter');
  }

  /** The newest card in a place that says this. */
  card(where: Locator, says: string | RegExp): Locator {
    return where.locator('.card').filter({ hasText: says }).last();
  }

  /** A button by its name; the card renderer says `link` of one that opens an address. */
  button(where: Locator, name: string | RegExp): Locator {
    const named = { name, exact: typeof name === 'string' };
    return where.getByRole('button', named).or(where.getByRole('link', named));
  }

  async flip(name: string): Promise<void> {
    await this.page.getByRole('switch', { name }).click();
  }

  async isOn(name: string): Promise<boolean> {
    const checked = await this.page.getByRole('switch', { name }).getAttribute('aria-checked');
    return checked === 'true';
  }

  /** Waits until something can be seen. */
  async sees(what: Locator): Promise<void> {
    await what.first().waitFor({ state: 'visible' });
  }
}
