import assert from 'node:assert/strict';
import { CAST } from '../../simulator/index.js';
import { parseChangeId } from '../../src/services/desk/ids.js';
import type { Change } from '../../src/services/desk/changes/change.js';
import type { World } from '../support/world.js';
import { adminWorld, membersAre } from './admins.js';
import { DAY, until } from './session-steps.js';

describe('What takes a second person', () => {
  let world: World;
  before(async () => {
    world = await adminWorld();
  });
  after(() => world.stop());

  it('is asked for in one’s own words, shown in the channel, agreed to by another, and done by itself', async () => {
    const { eva, priya, tom } = world;
    await eva.say('rol geven helpdeskmedewerker Tom --reden "Begint maandag"');
    const asked = await eva.sees(/CHG-1 is gevraagd/);
    assert.match(eva.reading(asked), /Eén ander moet instemmen/);
    const card = await priya.inChannel().sees(/CHG-1/, 'agree');
    const text = priya.inChannel().reading(card);
    assert.match(text, /asks to give .*Tom.* the role help desk operator/);
    assert.match(text, /Begint maandag/);
    assert.match(text, /One other person has to agree before/);
    await priya.inChannel().pressOn(card, 'agree');
    await priya.inChannel().seesThere(card, /Done at/);
    assert.match(priya.inChannel().reading(nowOf(world, card.id)), /Priya.* agreed/);
    assert.deepEqual(
      priya
        .inChannel()
        .buttons(nowOf(world, card.id))
        .map(({ verb }) => verb),
      [],
    );
    await eva.sees(/CHG-1: .*Tom.* heeft nu de rol helpdeskmedewerker/);
    await tom.sees(/You have the role help desk operator now|Je hebt nu de rol/);
    await until(async () => (await rolesNow(world)).operators.has(CAST.tom as never));
  });

  it('lets a role that was given count within seconds, and be taken in the same way', async () => {
    const { tom, priya, marie } = world;
    const id = await world.ask(world.anna, 'Mijn scherm blijft zwart');
    await tom.inChannel().press(new RegExp(id), 'take');
    await until(async () => (await world.record(id)).assignee === (CAST.tom as never));
    await priya.say('role revoke operator Tom --reason "Left the desk"');
    await priya.sees(/CHG-2 is asked for/);
    await marie.say('accorder CHG-2');
    await marie.sees(/Vous avez donné votre accord à CHG-2/);
    await until(async () => !(await rolesNow(world)).operators.has(CAST.tom as never));
    await tom.say(`deny ${id} --reason "No"`);
    await tom.sees(/HD-201|HD-103/);
  });

  it('isn’t agreed to by whoever asked, nor by the person it is good for', async () => {
    const { eva, priya } = world;
    await eva.say('rol geven controleur Priya --reden "Jaarlijkse controle"');
    await eva.sees(/CHG-3 is gevraagd/);
    await eva.say('instemmen CHG-3');
    await eva.sees(/HD-202/);
    await priya.say('agree CHG-3');
    await priya.sees(/HD-202/);
    assert.equal((await changeOf(world, 'CHG-3')).state, 'waiting');
  });

  it('is rejected with a reason that whoever asked reads, in their language', async () => {
    const { eva, marie } = world;
    await marie.say('rejeter CHG-3 --raison "Pas convenu avec moi"');
    await marie.sees(/Vous avez rejeté CHG-3/);
    const told = await eva.sees(/heeft CHG-3 afgewezen/);
    assert.match(eva.reading(told), /Pas convenu avec moi/);
    await marie.say('accorder CHG-3');
    const late = await marie.sees(/HD-302/);
    assert.match(marie.reading(late), /rejet/);
  });

  it('can be taken back by whoever asked alone', async () => {
    const { eva, priya } = world;
    await priya.say('role grant auditor Sam --reason "For the audit"');
    await priya.sees(/CHG-4 is asked for/);
    await eva.say('terugnemen CHG-4');
    await eva.sees(/HD-201/);
    await priya.say('take back CHG-4');
    await priya.sees(/You took CHG-4 back/);
    assert.equal((await changeOf(world, 'CHG-4')).state, 'taken-back');
  });

  it('isn’t done when somebody who agreed lost the right before', async () => {
    const { eva, priya } = world;
    await priya.say('role grant auditor Sam --reason "For the audit"');
    await priya.sees(/CHG-5 is asked for/);
    await membersAre(world, 'admins', [CAST.eva, CAST.marie]);
    await eva.say('instemmen CHG-5');
    await until(async () => (await changeOf(world, 'CHG-5')).state === 'not-applied');
    await priya.sees(/CHG-5 was agreed to and not carried out/);
    assert.deepEqual(await world.app.inside.store.roleGrants.list(), []);
    await membersAre(world, 'admins', [CAST.eva, CAST.priya, CAST.marie]);
  });

  it('counts two clicks at once as one, and lapses when the time is over', async () => {
    const { eva, priya } = world;
    await eva.say('rol geven controleur Sam --reden "Controle"');
    await eva.sees(/CHG-6 is gevraagd/);
    const card = await priya.inChannel().sees(/CHG-6/, 'agree');
    await Promise.all([1, 2].map(() => priya.inChannel().pressOn(card, 'agree')));
    await until(async () => (await changeOf(world, 'CHG-6')).state === 'applied');
    assert.equal((await changeOf(world, 'CHG-6')).agreements.length, 1);
    await priya.say('role revoke auditor Sam --reason "Over"');
    await priya.sees(/CHG-7 is asked for/);
    await world.pass(DAY + 60_000);
    await until(async () => (await changeOf(world, 'CHG-7')).state === 'lapsed');
    await priya.sees(/Not enough people agreed to CHG-7 in time/);
    await eva.say('instemmen CHG-7');
    await eva.sees(/HD-30[12]/);
  });

  it('is nothing for others: a made-up number and a real one get the same answer', async () => {
    const { sam } = world;
    await sam.slash('agree CHG-1');
    const real = await sam.inChannel().sees(/HD-201/);
    const first = sam.inChannel().reading(real);
    await sam.slash('agree CHG-999');
    await until(() => {
      const newest = sam.inChannel().find(/HD-201/);
      return newest !== undefined && newest.id !== real.id;
    });
    const other = sam.inChannel().find(/HD-201/);
    assert.ok(other);
    assert.equal(sam.inChannel().reading(other), first);
  });

  it('is offered to nobody in help who may not, and “vergeten” stays an everyday word', async () => {
    const { anna } = world;
    await anna.say('vergeten wachtwoord van mijn laptop weet niet meer');
    await anna.sees(/./, 'intake-send');
    assert.equal(anna.find(/HD-201/), undefined);
  });
});

describe('One admin alone', () => {
  let world: World;
  after(() => world.stop());

  it('is refused unless the policy allows it', async () => {
    world = await adminWorld();
    await world.priya.say('role grant auditor Sam --alone --justification "Nobody else is here"');
    const seen = await world.priya.sees(/HD-201/);
    assert.match(world.priya.reading(seen), /alone|second/i);
    await world.stop();
  });

  it('where it is allowed needs a justification, everybody is told, and somebody reviews it the next day', async () => {
    world = await adminWorld({ policy: { changes: { breakGlass: { allowed: true } } } });
    const { priya, eva, marie } = world;
    // Their language is known once they said something.
    for (const who of [eva, marie]) {
      await who.say('hallo');
      await who.sees(/Deskside|aide|hulp/i);
    }
    await priya.say('role grant auditor Sam --alone');
    await priya.sees(/HD-102/);
    await priya.say('role grant auditor Sam --alone --justification "Nobody else is here"');
    await priya.sees(/CHG-1: it is done alone/);
    await eva.sees(/alleen, zonder tweede persoon/);
    await marie.sees(/sans seconde personne/);
    await until(async () => (await world.app.inside.store.roleGrants.list()).length === 1);
    await world.pass(DAY + 60_000);
    await eva.sees(/CHG-1 is door één persoon alleen gedaan/, 'review');
    await priya.say('review CHG-1');
    await priya.sees(/HD-202/);
    await eva.press(/CHG-1 is door één persoon/, 'review');
    await until(
      async () => (await changeOf(world, 'CHG-1')).breakGlass?.reviewed?.by === (CAST.eva as never),
    );
  });
});

function nowOf(world: World, id: string) {
  const message = world.simulator.teams.message(id);
  assert.ok(message);
  return message;
}

async function changeOf(world: World, text: string): Promise<Change> {
  const id = parseChangeId(text);
  const change = id && (await world.app.inside.store.changes.get(id));
  assert.ok(change, text);
  return change;
}

async function rolesNow(world: World) {
  const roles = await world.app.inside.store.roles.current();
  assert.ok(roles);
  return roles;
}
