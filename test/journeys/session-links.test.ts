import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRedis } from '../../src/services/store/redis.js';
import { createLog } from '../../src/services/telemetry/log.js';
import { World } from '../support/world.js';
import { about, approved, customerLink, linksOf, recordOf, until } from './session-steps.js';

/** What a link or its secret half looks like, however it is quoted. */
const TEAMVIEWER_LINK = /get\.teamviewer\.com/;

describe('The links of a session', () => {
  const lines: string[] = [];
  let world: World;
  let id: string;
  let customer: string;
  let supporter: string;
  before(async () => {
    const destination = { write: (line: string) => void lines.push(line) };
    world = await World.start({
      log: createLog({ level: 'trace', destination }),
      // A dump whose strings can be searched.
      redis: { args: ['--rdbcompression', 'no'] },
    });
    await sessionWithAnEnd();
  });
  after(() => world.stop());

  /** Anna's session: both links are shown, TeamViewer stumbles once, and a new link replaces them. */
  async function sessionWithAnEnd(): Promise<void> {
    const { anna, sam, simulator } = world;
    id = await approved(world, anna, 'Mijn scherm blijft zwart na de update');
    simulator.faults.add({ system: 'teamviewer', method: 'POST', status: 503, times: 1 });
    await anna.press(/Mogen we je op afstand helpen/, 'accept');
    const session = await sam.sees(about(id), 'connect');
    await sam.pressOn(session, 'connect');
    const opened = await sam.seesThere(session, /You opened the session/);
    supporter = linksOf(sam.cardOf(opened))[0] ?? '';
    const request = await recordOf(world, id);
    assert.ok(request.state === 'active');
    customer = customerLink(request.session);
    await until(() => linksOf(anna.cardOf(ownCard())).includes(customer));
    await sam.say('session connect');
    await sam.sees(about(id), 'new-link');
    await world.settled();
  }

  function ownCard() {
    const card = world.anna.find(new RegExp(`^${id} · `), 'end-session');
    assert.ok(card);
    return card;
  }

  it('are two: hers, and the longer one for the helper', () => {
    assert.match(supporter, TEAMVIEWER_LINK);
    assert.ok(supporter.startsWith(`${customer}-`));
  });

  it('each lie in one chat and nowhere else', () => {
    const { teams } = world.simulator;
    for (const { id: where, person, messages } of teams.conversations()) {
      const said = JSON.stringify(messages);
      assert.equal(said.includes(supporter), person === world.sam.id, `helper's in ${where}`);
      const hers = said.replaceAll(supporter, '').includes(customer);
      assert.equal(hers, person === world.anna.id, `user's in ${where}`);
    }
  });

  it('never went to another conversation, not even for a moment', () => {
    const chats = {
      [world.simulator.teams.personalChat(world.anna.id)]: customer,
      [world.simulator.teams.personalChat(world.sam.id)]: supporter,
    };
    const sent = world.simulator.journal.calls({ system: 'teams' });
    const withLinks = sent.filter((call) => TEAMVIEWER_LINK.test(JSON.stringify(call)));
    assert.ok(withLinks.length > 0);
    for (const call of withLinks) {
      const where = decodeURIComponent(call.path.split('/')[3] ?? '');
      const allowed = chats[where];
      assert.ok(allowed, `a link went to ${where}`);
      const rest = JSON.stringify(call).replaceAll(`"${allowed}"`, '');
      assert.doesNotMatch(rest, TEAMVIEWER_LINK, `another link went to ${where}`);
    }
  });

  it('are in no notification text, summary or spoken line', () => {
    for (const { messages } of world.simulator.teams.conversations()) {
      for (const message of messages) {
        const { text = '', extra = {} } = message;
        assert.doesNotMatch(`${text} ${JSON.stringify(extra)}`, TEAMVIEWER_LINK);
        assert.doesNotMatch(String(message.card?.['speak']), TEAMVIEWER_LINK);
        assert.doesNotMatch(String(message.card?.['fallbackText']), TEAMVIEWER_LINK);
      }
    }
  });

  it('lie in Redis only encrypted: no record, event, job, audit entry or memory has them', async () => {
    const client = openRedis('web', { mode: 'single', urls: [world.redis.url] });
    try {
      assert.equal(await client.save(), 'OK');
    } finally {
      client.disconnect();
    }
    const dump = await readFile(join(world.redis.dir, 'dump.rdb'), 'latin1');
    assert.ok(dump.includes(id), 'the dump can be searched');
    assert.doesNotMatch(dump, TEAMVIEWER_LINK);
    assert.ok(!dump.includes(supporter.split('-').at(-1) ?? ''), 'the secret half');
  });

  it('and no secret of ours are in a line of the log', () => {
    const log = lines.join('\n');
    assert.ok(log.includes(id), 'the log tells of the request');
    assert.doesNotMatch(log, TEAMVIEWER_LINK);
    assert.ok(!log.includes(supporter.split('-').at(-1) ?? ''), 'the secret half');
    const { teamviewer, graphApp, bot } = world.simulator.company;
    for (const secret of [teamviewer.token, graphApp.secret, bot.password])
      assert.ok(!log.includes(secret));
    assert.doesNotMatch(log, /eyJ[\w-]{20,}\./);
    assert.doesNotMatch(log, /scherm blijft zwart/, "people's words");
  });

  it('vanish from every card when the session is over', async () => {
    const { anna, sam } = world;
    await anna.press(new RegExp(`^${id} · `), 'end-session');
    await sam.sees(/How did it end/, 'close');
    const { teams } = world.simulator;
    await until(() => !TEAMVIEWER_LINK.test(JSON.stringify(teams.conversations())));
  });
});
