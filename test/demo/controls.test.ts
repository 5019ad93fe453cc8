import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { startDemo, type Demo } from '../../simulator/demo/start.js';
import { DemoPage, launch } from './browser.js';

describe('the controls of the demo page', function () {
  this.timeout(30_000);
  let demo: Demo;
  let browser: Browser;
  let seen: DemoPage;

  before(async () => {
    [demo, browser] = await Promise.all([
      startDemo({ port: 0, quiet: true, storyPause: 0 }),
      launch(),
    ]);
    seen = await DemoPage.open(browser, demo.url, 'lang=en&theme=light');
  });

  after(async () => {
    await browser.close();
    await demo.close();
  });

  beforeEach(async () => {
    await seen.button(seen.page.locator('#bar'), 'Start over').click();
    await seen.sees(seen.page.getByText('Everything is as it was.'));
    await seen.sees(seen.chat.getByText('Nog niets hier.'));
  });

  it('move the clock: after four hours without an answer the request has expired', async () => {
    await ask(seen, 'Mijn toetsenbord doet niets meer');
    await seen.button(seen.page.locator('#bar'), /by 4 h/).click();
    await seen.sees(seen.page.getByText('+4 h', { exact: true }));
    await seen.button(seen.page.locator('#bar'), /by 10 min/).click();
    await seen.sees(seen.card(seen.chat, /REQ-1.*Verlopen/));
    await seen.sees(seen.card(seen.channel.locator('.thread'), /REQ-1.*Expired/));
  });

  it('break Graph: the form says that PCs cannot be looked up, and finds them once it is mended', async () => {
    await seen.flip('Graph');
    await seen.sees(seen.page.getByRole('switch', { name: 'Graph', checked: true }));
    await seen.write(seen.chat, 'Mijn muis doet het niet meer goed');
    const form = seen.card(seen.chat, 'Wat is er mis?');
    await seen.sees(form.getByText(/niet (?:opzoeken|ophalen|bereik)|lukt/));
    await seen.sees(seen.timeline.getByText(/Graph: .* 503/));
    await seen.flip('Graph');
    await seen.button(form, 'Opnieuw zoeken').click();
    await form.locator('option', { hasText: 'LT-ANNA-01' }).waitFor({ state: 'attached' });
    assert.deepEqual(demo.simulator.faults.list(), []);
  });

  it('break TeamViewer: the request waits for it and gets its session once it is mended', async () => {
    await ask(seen, 'Mijn scherm blijft zwart');
    await seen.flip('TeamViewer');
    await seen.sees(seen.page.getByRole('switch', { name: 'TeamViewer', checked: true }));
    await approveAndAccept(seen);
    await seen.sees(seen.timeline.getByText(/TeamViewer: .* 503/));
    await seen.sees(seen.chat.getByText(/TeamViewer geeft geen antwoord/));
    await seen.flip('TeamViewer');
    await seen.sees(seen.button(seen.chat, 'TeamViewer openen'));
    assert.equal(demo.simulator.teamviewer.sessions().length, 1);
  });

  it('throttle Teams: some calls are told to wait, and every card comes all the same, once', async () => {
    await ask(seen, 'Mijn printer drukt niets af');
    await seen.flip('Throttling');
    await seen.sees(seen.page.getByRole('switch', { name: 'Throttling', checked: true }));
    const told = seen.timeline.locator('.waits').getByText('429').first();
    // Every second call: which one is up to chance.
    for (let tries = 0; tries < 12 && !(await told.isVisible()); tries += 1) {
      await seen.write(seen.channel, 'take REQ-1');
      await seen.write(seen.channel, 'release REQ-1');
      await seen.page.waitForTimeout(400);
    }
    await seen.sees(told);
    await seen.flip('Throttling');
    await seen.write(seen.channel, 'take REQ-1');
    const root = seen.channel.locator('.thread .root');
    await seen.sees(root.getByText('Assigned to:'));
    const cards = seen.channel.locator('.card').filter({ hasText: 'Mijn printer drukt niets af' });
    assert.equal(await cards.count(), 2, 'its own card and the queue');
  });

  it('cut Redis: a press is answered with words, the switch says so after a reload, and all goes on', async () => {
    await ask(seen, 'Mijn wachtwoord werkt niet meer');
    await seen.flip('Redis');
    await seen.sees(seen.page.getByRole('switch', { name: 'Redis', checked: true }));
    const card = seen.card(seen.chat, /REQ-1/);
    await seen.button(card, 'Intrekken').click();
    await seen.button(card, 'Aanvraag intrekken').click();
    await seen.sees(seen.chat.getByText(/niets vastgelegd|niet opgeslagen|weten niet zeker/));
    await seen.page.reload();
    await seen.sees(seen.page.getByRole('switch', { name: 'Redis', checked: true }));
    await seen.flip('Redis');
    await seen.sees(seen.page.getByRole('switch', { name: 'Redis', checked: false }));
    // The connection takes a moment to come back; saying it again is safe.
    const sure = seen.card(seen.chat, 'REQ-1 intrekken?');
    for (let tries = 0; tries < 8 && !(await sure.isVisible()); tries += 1) {
      await seen.write(seen.chat, '/intrekken REQ-1');
      await seen.page.waitForTimeout(700);
    }
    await seen.button(sure, 'Intrekken').click();
    await seen.sees(seen.card(seen.chat, /REQ-1.*Ingetrokken/));
  });

  it('start over while everything is broken: all is mended and works again', async () => {
    for (const name of ['Graph', 'TeamViewer', 'Redis', 'Throttling']) {
      await seen.flip(name);
      await seen.sees(seen.page.getByRole('switch', { name, checked: true }));
    }
    await seen.button(seen.page.locator('#bar'), 'Start over').click();
    await seen.page.getByRole('switch', { checked: true }).first().waitFor({ state: 'detached' });
    await ask(seen, 'Mijn camera werkt niet meer');
  });

  it('play the story to its end, start it over in the middle, and begin again', async function () {
    this.timeout(45_000);
    const bar = seen.page.locator('#bar');
    await seen.button(bar, 'Play the story').click();
    await seen.sees(bar.getByText('Luc asks with a command, in French'));
    await seen.button(bar, 'Start over').click();
    await bar.locator('.caption').waitFor({ state: 'hidden' });
    await seen.button(bar, 'Play the story').click();
    await seen.sees(bar.getByText('Anna asks for help, in Dutch, in her own words'));
    await bar.getByText('The end. Now try it yourself').waitFor({ timeout: 40_000 });
    await seen.sees(seen.card(seen.channel.locator('.thread'), /REQ-2.*Waiting/));
    assert.equal(await seen.page.getByText('That did not work').count(), 0);
  });

  it('start over after the story: nothing is left, and the first request is REQ-1 again', async () => {
    assert.equal(await seen.chat.locator('.message').count(), 0);
    assert.equal(await seen.channel.locator('.thread').count(), 0);
    assert.equal(await seen.page.locator('#bar .caption').isVisible(), false);
    await ask(seen, 'Mijn scherm flikkert sinds vandaag');
    await seen.sees(seen.channel.locator('.pinned').getByText('1 open · 1 waiting'));
  });
});

/** Anna asks in her own words and sends the form as it is; her request is REQ-1. */
async function ask(seen: DemoPage, words: string): Promise<void> {
  await seen.write(seen.chat, words);
  const form = seen.card(seen.chat, 'Wat is er mis?');
  await form.locator('option', { hasText: 'LT-ANNA-01' }).waitFor({ state: 'attached' });
  await seen.button(form, 'Naar de helpdesk sturen').click();
  await seen.sees(seen.card(seen.chat, /REQ-1.*Wacht op antwoord/));
  await seen.sees(seen.card(seen.channel.locator('.thread'), /REQ-1.*Waiting/));
}

async function approveAndAccept(seen: DemoPage): Promise<void> {
  const card = seen.card(seen.channel.locator('.thread'), 'REQ-1');
  await seen.button(card, 'Approve request').click();
  await seen.button(card, 'Approve and ask for consent').click();
  const consent = seen.card(seen.chat, 'Mogen we je op afstand helpen?');
  await seen.button(consent, 'Accepteren').click();
}
