import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Human } from '../../simulator/human.js';
import type { Message } from '../../simulator/teams/messages.js';
import { examine } from '../../src/app/doctor.js';
import { findingWords } from '../../src/cards/doctor-words.js';
import { loadConfig } from '../../src/config.js';
import { LOCALES, type Locale } from '../../src/services/desk/people/person.js';
import { finding } from '../../src/services/desk/self-test.js';
import { createTranslator } from '../../src/services/i18n/translator.js';
import { World } from '../support/world.js';
import { CASES, DOCTOR_ENV } from './doctor-cases.js';
import { WRONG_SETTINGS } from './doctor-settings.js';
import { until } from './session-steps.js';

const report = z.object({
  fail: z.number(),
  findings: z.array(
    z.object({
      check: z.string(),
      code: z.string(),
      status: z.enum(['pass', 'warn', 'fail']),
      found: z.string(),
      fix: z.string().optional(),
    }),
  ),
});

/** What `npm run doctor -- --json` prints. */
async function examined(world: World, locale: Locale, env: Record<string, string> = {}) {
  const all = {
    ...world.simulator.environment(),
    REDIS_URL: world.redis.url,
    ...DOCTOR_ENV,
    ...env,
  };
  const { text } = await examine(loadConfig(all), { locale, json: true });
  return report.parse(JSON.parse(text)).findings;
}

/** The card that answers somebody's `doctor`, when everything was looked at. */
async function asked(who: Human, words: string): Promise<Message> {
  const before = who.messages().length;
  await who.say(words);
  let card: Message | undefined;
  await until(async () => {
    card = who
      .messages()
      .slice(before)
      .findLast(({ from }) => from.bot);
    return card !== undefined && /Kapot:|zoals het hoort/.test(who.reading(card));
  });
  return card ?? assert.fail('no card');
}

describe('The doctor', () => {
  let world: World;
  before(async function () {
    this.timeout(60_000);
    world = await World.start({ env: DOCTOR_ENV });
    await world.eva.inChannel().say('inrichten hier --taal nl --ja');
    await world.eva.inChannel().sees(/kanaal van de helpdesk/);
    await world.settled();
  });
  after(() => world.stop());

  it('finds a sound installation sound, and folds away what is fine', async () => {
    const card = await asked(world.eva, 'dokter');
    const text = world.eva.reading(card);
    assert.match(text, /Hoe het met deze installatie gaat/);
    assert.match(text, /Kapot: 0/);
    assert.doesNotMatch(text, /Redis 7/, 'folded away');
    assert.match(JSON.stringify(world.eva.cardOf(card)), /Redis \d.* antwoordt/);
    assert.equal(world.eva.find(/Ik kijk alles na/), undefined, 'the same card got its facts');
  });

  for (const { name, check, code, breaks, mends, fix } of CASES) {
    it(`finds ${name}, and says how to mend it in the reader’s language`, async function () {
      this.timeout(30_000);
      await breaks(world);
      try {
        const own = await asked(world.eva, 'dokter');
        assert.match(world.eva.reading(own), fix.nl);
        for (const locale of LOCALES) {
          const found = await examined(world, locale);
          const one = found.find((row) => row.code === code && row.check === check);
          assert.ok(one, `${code} in ${found.map((row) => row.code).join(' ')}`);
          assert.match(one.fix ?? '', fix[locale], locale);
        }
      } finally {
        await mends(world);
      }
      const after = await examined(world, 'en');
      const again = after.filter((row) => row.code === code && row.check === check);
      assert.equal(again.length, code === 'group.one' ? 1 : 0, 'mended');
    });
  }

  for (const { name, check, code, env, fix } of WRONG_SETTINGS) {
    it(`finds ${name}, outside Teams too`, async function () {
      this.timeout(30_000);
      for (const locale of LOCALES) {
        const found = await examined(world, locale, env);
        const one = found.find((row) => row.code === code && row.check === check);
        assert.ok(one, `${code} in ${found.map((row) => row.code).join(' ')}`);
        assert.match(one.fix ?? '', fix[locale], locale);
      }
    });
  }

  it('finds the bot at its own public address', async () => {
    const here = `http://127.0.0.1:${world.port}`;
    const found = await examined(world, 'en', { PUBLIC_URL: here });
    assert.ok(found.some(({ code }) => code === 'address.local'));
  });

  it('answers in the channel for the administrator’s eyes alone, in their language', async () => {
    const eva = world.eva.inChannel();
    const seen = world.sam.inChannel().messages().length;
    await eva.say('dokter');
    await eva.sees(/Hoe het met deze installatie gaat/);
    await eva.slash('/doctor');
    await until(
      async () => eva.messages().filter((m) => /Kapot:/.test(eva.reading(m))).length === 2,
    );
    const others = world.sam.inChannel().messages().slice(seen);
    assert.deepEqual(
      others.filter(({ from }) => from.bot).map((message) => world.sam.reading(message)),
      [],
    );
  });

  it('looks again at the press of a button, and shows what changed in the same card', async () => {
    world.simulator.teamviewer.tokenRevoked = true;
    const card = await asked(world.eva, 'zelftest');
    assert.match(world.eva.reading(card), /TeamViewer neemt het token niet aan/);
    world.simulator.teamviewer.tokenRevoked = false;
    await world.eva.pressOn(card, 'doctor');
    const now = world.simulator.teams.message(card.id);
    assert.ok(now && !/neemt het token niet aan/.test(world.eva.reading(now)));
  });

  it('refuses everybody else, and only they see that', async () => {
    await world.sam.say('doctor');
    await world.sam.sees(/administrator[\s\S]*HD-201/);
    const tom = world.tom.inChannel();
    await tom.say('dokter');
    await tom.sees(/HD-201/);
    assert.equal(world.priya.inChannel().find(/HD-201/), undefined);
    await world.anna.say('docteur');
    await world.anna.sees(/HD-201/);
  });

  it('shows no secret, in no language', async () => {
    const { bot, graphApp, teamviewer } = world.simulator.company;
    for (const locale of LOCALES) {
      const text = JSON.stringify(await examined(world, locale));
      for (const secret of [bot.password, graphApp.secret, teamviewer.token])
        assert.ok(!text.includes(secret));
    }
    const words = findingWords(createTranslator().t, 'en', finding('redis', 'redis.no-answer'));
    assert.doesNotMatch(words.found, /redis:\/\//);
  });
});
