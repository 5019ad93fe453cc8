import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { startDemo, type Demo } from '../../simulator/demo/start.js';
import { DemoPage, launch } from './browser.js';

const CHROME = {
  en: {
    title: 'Deskside, a demo',
    words: ['Play the story', 'Start over', 'Channel as seen by', 'Faults', 'What happens behind'],
  },
  nl: {
    title: 'Deskside, een demo',
    words: ['Speel het verhaal', 'Opnieuw', 'Kanaal gezien door', 'Storingen', 'Klok'],
  },
  fr: {
    title: 'Deskside, une démo',
    words: ['Jouer l’histoire', 'Recommencer', 'Canal vu par', 'Pannes', 'Horloge'],
  },
} as const;

describe('the demo page', () => {
  let demo: Demo;
  let browser: Browser;

  before(async function () {
    this.timeout(30_000);
    [demo, browser] = await Promise.all([startDemo({ port: 0, quiet: true }), launch()]);
  });

  after(async () => {
    await browser.close();
    await demo.close();
  });

  for (const [lang, { title, words }] of Object.entries(CHROME)) {
    it(`opens in ${lang} without an error, in that language, and without scrolling`, async () => {
      const seen = await DemoPage.open(browser, demo.url, `lang=${lang}&theme=light`);
      const { page } = seen;
      assert.equal(await page.title(), title);
      assert.equal(await page.locator('html').getAttribute('lang'), lang);
      const text = await page.locator('body').innerText();
      for (const word of words) assert.ok(text.includes(word), `no "${word}" on the page`);
      const size = await page.evaluate(
        '(({ scrollWidth: w, scrollHeight: h }) => [w, h])(document.documentElement)',
      );
      assert.deepEqual(size, [1280, 720]);
      assert.deepEqual(seen.troubles, []);
      await page.close();
    });
  }

  it('fits a phone, one column at a time', async () => {
    const phone = { width: 390, height: 844 };
    const query = 'lang=en&theme=dark&tab=chats';
    const seen = await DemoPage.open(browser, demo.url, query, phone);
    const { page } = seen;
    assert.equal(await page.locator('#chats').isVisible(), true);
    assert.equal(await page.locator('#desk').isVisible(), false);
    await page.locator('#tabs button', { hasText: 'Channel' }).click();
    await page.locator('#desk').waitFor({ state: 'visible' });
    assert.equal(await page.locator('#chats').isVisible(), false);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), phone.width);
    await page.close();
  });

  it('shows the answer to a slash command to the eyes that asked, and to no others', async () => {
    const [sam, priya] = [
      await DemoPage.open(browser, demo.url, 'lang=en&person=sam'),
      await DemoPage.open(browser, demo.url, 'lang=en&person=priya'),
    ];
    const box = sam.channel.locator('.floor textarea');
    await box.fill('/whoami');
    await sam.sees(sam.channel.locator('.compose > .only-you'));
    await box.press('Enter');
    await sam.sees(sam.card(sam.channel, /You are Sam Carter/));
    const labels = sam.channel.locator('.message .only-you');
    assert.deepEqual(await labels.allInnerTexts(), Array(2).fill('Only you can see this'));
    assert.equal(await sam.channel.locator('.text', { hasText: /^whoami$/ }).count(), 1);
    await priya.write(priya.channel, 'whoami');
    await priya.sees(priya.card(priya.channel, /You are Priya Nair/));
    assert.equal(await priya.channel.getByText('You are Sam Carter').count(), 0);
    assert.equal(await priya.channel.locator('.message .only-you').count(), 1, 'her own answer');
    assert.deepEqual([...sam.troubles, ...priya.troubles], []);
    await Promise.all([sam.page.close(), priya.page.close()]);
  });

  it('lets a visitor live the story with the mouse, from the first word to the end', async function () {
    this.timeout(60_000);
    const seen = await DemoPage.open(browser, demo.url, 'lang=en&theme=light');
    await annaAsks(seen);
    await samApproves(seen);
    await bothJoin(seen);
    await annaEnds(seen);
    assert.deepEqual(seen.troubles, []);
    await seen.page.close();
  });
});

async function annaAsks(seen: DemoPage): Promise<void> {
  const { chat, channel } = seen;
  await seen.write(chat, 'Mijn scherm blijft zwart na de update');
  const form = seen.card(chat, 'Wat is er mis?');
  const device = form.locator('select').first();
  await device.locator('option', { hasText: 'LT-ANNA-01' }).waitFor({ state: 'attached' });
  // One PC of hers is a laptop: it is chosen already.
  assert.equal(await device.locator('option:checked').innerText(), 'LT-ANNA-01 (Latitude 7440)');
  await device.selectOption({ label: 'LT-ANNA-01 (Latitude 7440)' });
  assert.equal(
    await form.locator('textarea').first().inputValue(),
    'Mijn scherm blijft zwart na de update',
  );
  await seen.button(form, 'Naar de helpdesk sturen').click();
  await seen.sees(seen.card(chat, /REQ-1.*Wacht op antwoord/));
  await seen.sees(seen.card(channel.locator('.thread'), /REQ-1.*Waiting/));
  await seen.sees(channel.locator('.pinned').getByText('1 open · 1 waiting'));
}

async function samApproves(seen: DemoPage): Promise<void> {
  const { chat, channel } = seen;
  const card = seen.card(channel.locator('.thread'), 'REQ-1');
  await seen.button(card, 'Approve request').click();
  await seen.sees(card.getByText(/Approve REQ-1\? Anna de Vries is asked/));
  await seen.button(card, 'Approve and ask for consent').click();
  const consent = seen.card(chat, 'Mogen we je op afstand helpen?');
  await seen.sees(consent.getByText('Sam Carter wil je helpen op LT-ANNA-01.'));
  await seen.button(consent, 'Accepteren').click();
  await seen.sees(consent.getByText('Je hebt geaccepteerd.'));
}

async function bothJoin(seen: DemoPage): Promise<void> {
  const { chat, mine, page, teamviewer } = seen;
  await seen.button(chat, 'TeamViewer openen').click();
  await seen.sees(teamviewer.getByText('Gebruiker: nog niet hier'));
  await seen.button(teamviewer, 'Toestaan en meedoen').click();
  await seen.sees(teamviewer.getByText('Gebruiker: verbonden'));
  await seen.button(teamviewer, 'Sluiten').last().click();
  await page.getByRole('tab', { name: 'My chat with Deskside' }).click();
  const session = seen.card(mine, 'Your session on LT-ANNA-01');
  await seen.sees(session.getByText('The user is in the session.'));
  await seen.button(session, 'Connect').click();
  await seen.button(session, 'Open TeamViewer').click();
  await seen.button(teamviewer, 'Connect').click();
  await seen.sees(teamviewer.getByText('Helper: connected'));
  await seen.button(teamviewer, 'Close').last().click();
  await seen.sees(seen.card(chat, 'Je zit in de sessie.'));
}

async function annaEnds(seen: DemoPage): Promise<void> {
  const { chat, mine, page } = seen;
  await seen.button(chat, 'Sessie beëindigen').first().click();
  await seen.button(chat, 'Sessie nu beëindigen').click();
  await seen.sees(seen.card(chat, /REQ-1.*Sessie beëindigd/));
  await seen.sees(seen.card(mine, 'Session over: close the request'));
  assert.equal(await page.locator('.sessions').isVisible(), false);
}
