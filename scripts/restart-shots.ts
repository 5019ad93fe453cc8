import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { startDemo } from '../simulator/demo/start.js';
import { Human } from '../simulator/human.js';
import { CAST, type Simulator } from '../simulator/index.js';

const LANGUAGES = ['en', 'nl', 'fr'] as const;
const WORDS = {
  en: 'The monthly update waits for a restart',
  nl: 'De maandelijkse update wacht op opnieuw opstarten',
  fr: 'La mise à jour mensuelle attend un redémarrage',
} as const;
/** Nine of the warehouse, and one of each awkward kind. */
const PCS = [
  ...['PC-1001', 'PC-1002', 'PC-1003', 'PC-1004', 'PC-1005', 'PC-1006', 'PC-1007'],
  ...['HOLO-01', 'PC-9999', 'PC-LUC-02', 'LT-ANNA-01'],
];

interface Looker {
  readonly simulator: Simulator;
  readonly shoot: (name: string, wide?: boolean) => Promise<void>;
}

/** The check, the live card and the end of a restart, and the question to a PC's user, in each language. */
export async function restartShots(browser: Browser, folder: string): Promise<void> {
  for (const language of LANGUAGES) {
    const demo = await startDemo({ port: 0, quiet: true });
    const { simulator, url } = demo;
    const shoot = (person: 'sam' | 'anna') => async (name: string) => {
      const tab = person === 'sam' ? 'mine' : 'chats';
      const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
      await page.goto(`${url}/?lang=${language}&theme=light&tab=${tab}&person=${person}`);
      await page.waitForSelector('body[data-ready=true]');
      await page.waitForTimeout(1_200);
      await page.screenshot({ path: join(folder, `restart-${name}-${language}.png`) });
      await page.close();
    };
    try {
      await play({ simulator, shoot: shoot('sam') }, shoot('anna'), language);
    } finally {
      await demo.close();
    }
  }
}

async function play(
  { simulator, shoot }: Looker,
  ofAnna: (name: string) => Promise<void>,
  language: (typeof LANGUAGES)[number],
): Promise<void> {
  const sam = new Human(simulator, CAST.sam);
  await sam.say(`/language ${language}`);
  await sleep(500);
  await sam.say(`/restart ${PCS.join(',')} --reason "${WORDS[language]}"`);
  const card = await sam.sees(/TASK-1/, 'confirm-restart');
  await shoot('preflight');
  await sam.pressOn(card, 'confirm-restart');
  await new Human(simulator, CAST.eva).say('agree TASK-1');
  await sleep(1_000);
  await simulator.clock.advance(31_000);
  await new Human(simulator, CAST.anna).sees(/LT-ANNA-01/, 'answer-restart');
  await ofAnna('question');
  await sleep(4_000);
  await simulator.clock.advance(5_000);
  await sleep(5_000);
  await shoot('live');
  await new Human(simulator, CAST.anna).press(/LT-ANNA-01/, 'answer-restart', { answer: 'now' });
  for (let steps = 0; steps < 12; steps += 1) {
    await simulator.clock.advance(8_000);
    await sleep(800);
  }
  // What is offline is waited for a day, and is nobody's to prove then.
  await simulator.clock.advance(25 * 3_600_000);
  await sleep(6_000);
  await shoot('final');
}
