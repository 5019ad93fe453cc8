import assert from 'node:assert/strict';
import { installActivities } from '../../simulator/teams/activities.js';
import { isJson } from '../../simulator/teams/messages.js';
import { World } from '../support/world.js';
import { buttonsOf, linksOf, ownCard, rootOf, until } from './session-steps.js';

const OTHER = '19:NoordzeePlanning0003@thread.tacv2';
const PRIVACY = 'https://noordzee.example/privacy';
const WELCOME = /Hulp met je pc|De l'aide pour votre PC|Help with your PC/;

function welcomes(world: World, person: 'anna' | 'luc' | 'sam' | 'tom' | 'marie'): number {
  const who = world[person];
  return who.messages().filter((message) => WELCOME.test(who.reading(message))).length;
}

describe('Adding Deskside in one’s own chat', () => {
  let world: World;
  before(async () => {
    world = await World.start({ env: { PRIVACY_URL: PRIVACY } });
  });
  after(() => world.stop());

  it('says once what it does, three things to try and what is kept, in one’s own language', async () => {
    const { anna, luc, simulator } = world;
    simulator.teams.setPresence(anna.id, { installed: false });
    simulator.teams.setPresence(luc.id, { installed: false });
    await simulator.teams.install(anna.id);
    const welcome = await anna.sees(/Hulp met je pc[^]*Niemand komt op je pc/);
    assert.match(anna.reading(welcome), /Wat ik bewaar: je aanvragen/);
    const verbs = Object.keys(buttonsOf(anna, welcome));
    assert.deepEqual(verbs.slice(0, 3), ['new', 'requests', 'help']);
    assert.deepEqual(linksOf(anna.cardOf(welcome)), [PRIVACY]);
    await simulator.teams.install(luc.id);
    await luc.sees(/De l'aide pour votre PC[^]*Ce que je conserve/);
    assert.deepEqual([welcomes(world, 'anna'), welcomes(world, 'luc')], [1, 1]);
  });

  it('speaks to an operator of the queue', async () => {
    const { sam, simulator } = world;
    await simulator.teams.install(sam.id);
    const welcome = await sam.sees(/What I keep/);
    assert.deepEqual(Object.keys(buttonsOf(sam, welcome)).slice(0, 3), ['queue', 'new', 'help']);
  });

  it('is told once, though Teams tells of it twice, and again when it believes that failed', async () => {
    const { tom, simulator } = world;
    const person = simulator.company.people.find(({ id }) => id === tom.id);
    assert.ok(person);
    const scene = {
      company: simulator.company,
      serviceUrl: `${simulator.url}/teams/`,
      now: simulator.clock.now(),
      person,
      place: { kind: 'personal', id: simulator.teams.personalChat(tom.id) },
    } as const;
    const [roster, installation] = installActivities(scene, 'add');
    for (const activity of [roster, installation, installation, roster])
      assert.equal((await simulator.teams.raw(activity)).status, 200);
    assert.equal(welcomes(world, 'tom'), 1);
  });

  it('is silent when Teams brings a newer version', async () => {
    const { luc, simulator } = world;
    const before = luc.messages().length;
    await simulator.teams.upgrade(luc.id);
    await world.settled();
    assert.equal(luc.messages().length, before);
  });

  it('after it was removed: nothing is sent meanwhile, and back again the cards are as they should be', async () => {
    const { anna, sam, simulator } = world;
    const id = await world.ask(anna, 'Mijn scherm blijft zwart na de update');
    await simulator.teams.uninstall(anna.id);
    const before = anna.messages().length;
    await sam.inChannel().pressOn(await rootOf(world, id), 'take');
    await world.settled();
    assert.equal(anna.messages().length, before);
    await simulator.teams.install(anna.id);
    await until(() => welcomes(world, 'anna') === 2);
    await anna.seesThere(await ownCard(anna, id, 'withdraw'), /Sam Carter/);
  });
});

describe('Adding Deskside to a team', () => {
  let world: World;
  before(async () => {
    world = await World.start({ env: { PRIVACY_URL: PRIVACY } });
    world.simulator.teams.addChannel(OTHER, 'Planning');
  });
  after(() => world.stop());

  it('introduces itself in the channel, names who added it, and writes to nobody alone', async () => {
    const { eva, simulator } = world;
    const chats = () =>
      simulator.teams
        .conversations()
        .filter(({ kind }) => kind === 'personal')
        .flatMap(({ messages }) => messages).length;
    const before = chats();
    await simulator.teams.install(OTHER, eva.id);
    const there = eva.inChannel(OTHER);
    const welcome = await there.sees(/Eva Jansen heeft mij aan dit team toegevoegd/);
    assert.match(
      there.reading(welcome),
      /inrichten hier[^]*Wat ik bewaar|Wat ik bewaar[^]*inrichten hier/,
    );
    assert.deepEqual(Object.keys(buttonsOf(there, welcome)), ['setup', 'help']);
    await world.settled();
    assert.equal(chats(), before);
  });

  it('is silent about people who join or leave the team', async () => {
    const { simulator, eva } = world;
    const before = eva.inChannel(OTHER).messages().length;
    const [roster] = installActivities(teamScene(world), 'add');
    assert.ok(isJson(roster));
    const { tom } = world;
    for (const change of ['membersAdded', 'membersRemoved']) {
      const { membersAdded: _bot, ...rest } = roster;
      const who = [{ id: teamsIdOf(world, tom.id), aadObjectId: tom.id }];
      assert.equal((await simulator.teams.raw({ ...rest, [change]: who })).status, 200);
    }
    assert.equal(eva.inChannel(OTHER).messages().length, before);
    assert.equal((await world.app.inside.places.helpDesk())?.dead, undefined);
  });

  it('makes the channel the help desk’s with the welcome’s own button, after one question', async () => {
    const there = world.eva.inChannel(OTHER);
    const welcome = await there.sees(/heeft mij aan dit team/, 'setup');
    await there.pressOn(welcome, 'setup');
    await there.press(/Naar dit kanaal verhuizen/, 'confirm');
    await until(async () => (await world.app.inside.places.helpDesk())?.id === OTHER);
  });

  it('knows that the help desk’s channel is closed when the whole team removes it, in its first channel', async () => {
    const { simulator } = world;
    const { places } = world.app.inside;
    const scene = teamScene(world);
    const [roster] = installActivities(scene, 'remove');
    await simulator.teams.raw(roster);
    assert.equal((await places.helpDesk())?.dead, true);
    const [, added] = installActivities(scene, 'add');
    await simulator.teams.raw(added);
    assert.equal((await places.helpDesk())?.dead, undefined);
  });

  it('knows when that channel is renamed, deleted and restored', async () => {
    const { simulator } = world;
    const { places } = world.app.inside;
    const [roster] = installActivities(teamScene(world), 'add');
    assert.ok(isJson(roster));
    const { membersAdded: _bot, channelData, ...rest } = roster;
    assert.ok(isJson(channelData));
    const tell = (eventType: string, channel: object) =>
      simulator.teams.raw({ ...rest, channelData: { ...channelData, eventType, channel } });
    await tell('channelRenamed', { id: OTHER, name: 'Service point' });
    assert.equal((await places.helpDesk())?.name, 'Service point');
    await tell('channelDeleted', { id: '19:somewhere-else@thread.tacv2', name: 'Lunch' });
    assert.equal((await places.helpDesk())?.dead, undefined);
    await tell('channelDeleted', { id: OTHER, name: 'Service point' });
    assert.equal((await places.helpDesk())?.dead, true);
    await tell('channelRestored', { id: OTHER, name: 'Service point' });
    assert.equal((await places.helpDesk())?.dead, undefined);
  });
});

describe('Saying hello', () => {
  let world: World;
  before(async () => {
    world = await World.start();
    world.simulator.teams.addChannel(OTHER, 'Planning');
  });
  after(() => world.stop());

  const GREETINGS = [
    ['sam', 'hi', 'help', 'HELLO!', 'Hey there', 'Help?', '  hello...  '],
    ['anna', 'hoi', 'Hallo!', 'hulp', 'HULP!', 'Goedemorgen,', '/hulp'],
    ['luc', 'bonjour', 'Salut !', 'aide', 'Aide !', 'BONJOUR.', '/aide'],
  ] as const;
  const USEFUL = {
    sam: /Help with your PC|What you can do here/,
    anna: /Hulp met je pc|Wat je hier kunt doen/,
    luc: /De l'aide pour votre PC|Ce que vous pouvez faire ici/,
  };

  for (const [name, ...words] of GREETINGS) {
    for (const text of words) {
      it(`"${text}" is answered usefully in ${name}’s own chat`, async () => {
        const who = world[name];
        const before = who.messages().length;
        await who.say(text);
        await until(() => who.messages().length > before + 1);
        const answer = who.messages().findLast(({ from }) => from.bot);
        assert.ok(answer);
        assert.match(who.reading(answer), USEFUL[name]);
      });
    }
  }

  it('is answered in the help desk’s channel and in any other one, with or without a word', async () => {
    const { sam, eva, tom } = world;
    await sam.inChannel().say('Hello!');
    await sam.inChannel().sees(/Help with your PC/, 'queue');
    await eva.inChannel(OTHER).say('hallo');
    await eva.inChannel(OTHER).sees(/Hallo\. Ik ben Deskside[^]*inrichten hier/);
    await tom.inChannel(OTHER).say('hulp');
    await tom.inChannel(OTHER).sees(/Wat je hier kunt doen/);
    await sam.inChannel(OTHER).say('');
    await sam.inChannel(OTHER).sees(/Hello\. I am Deskside/);
  });

  it('tells a guest whom to ask', async () => {
    const { gus, simulator } = world;
    await simulator.teams.install(gus.id);
    for (const text of ['hello', 'help']) {
      const before = gus.messages().length;
      await gus.say(text);
      await until(() => gus.messages().length > before + 1);
      await gus.sees(/Guests of this organisation[^]*colleague who invited you/);
    }
  });
});

function teamScene(world: World) {
  const { company, url, clock } = world.simulator;
  const person = company.people.find(({ id }) => id === world.eva.id);
  if (!person) throw new Error('no Eva');
  return {
    company,
    serviceUrl: `${url}/teams/`,
    now: clock.now(),
    person,
    // What concerns a team is told in its first channel.
    place: { kind: 'channel', id: company.team.id, root: '' },
  } as const;
}

function teamsIdOf(world: World, id: string): string | undefined {
  return world.simulator.company.people.find((person) => person.id === id)?.teamsId;
}
