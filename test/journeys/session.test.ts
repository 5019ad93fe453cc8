import assert from 'node:assert/strict';
import { z } from 'zod';
import { World } from '../support/world.js';
import {
  about,
  approved,
  buttonsOf,
  customerLink,
  linksOf,
  MINUTE,
  recordOf,
  rootOf,
} from './session-steps.js';

const createdSession = z.object({
  custom_api: z.string(),
  end_customer: z.object({ name: z.string() }),
});
const customApi = z.object({ op: z.string() });

describe('A session, from consent to the receipt', () => {
  let world: World;
  let id: string;
  let code: string;
  before(async () => {
    world = await World.start();
    id = await approved(world, world.anna, 'Mijn scherm blijft zwart na de update');
  });
  after(() => world.stop());

  it('is made when the user accepts, under our own id, and each side is asked in', async () => {
    const { anna, sam, simulator } = world;
    await anna.press(/Mogen we je op afstand helpen/, 'accept');
    await sam.sees(about(id), 'connect');
    const made = simulator.journal.calls({ system: 'teamviewer', method: 'POST' });
    assert.equal(made.length, 1);
    const body = createdSession.parse(made[0]?.request);
    assert.match(customApi.parse(JSON.parse(body.custom_api)).op, new RegExp(`^${id}-\\d+$`));
    assert.equal(body.end_customer.name, 'Anna de Vries');
    const request = await recordOf(world, id);
    assert.ok(request.state === 'active');
    code = request.session;
    await anna.sees(/Je sessie.*staat klaar/);
    const card = await anna.sees(new RegExp(`^${id} · `), 'end-session');
    assert.match(anna.reading(card), /Open TeamViewer en sta de verbinding toe/);
    assert.deepEqual(linksOf(anna.cardOf(card)), [customerLink(code)]);
  });

  it('shows the helper the link only once they connect, and says so on the channel card', async () => {
    const { sam, priya } = world;
    const session = await sam.sees(new RegExp(`^${id} · `), 'connect');
    assert.deepEqual(linksOf(sam.cardOf(session)), []);
    assert.match(sam.reading(session), /The user hasn't joined yet/);
    await sam.pressOn(session, 'connect');
    const opened = await sam.seesThere(session, /You opened the session/);
    const [link, ...others] = linksOf(sam.cardOf(opened));
    assert.ok(link?.startsWith(`${customerLink(code)}-`));
    assert.deepEqual(others, []);
    await priya.inChannel().sees(/helper has opened the session/);
    // Once more, when Teams draws the message anew for the other device.
    await world.settled();
    assert.deepEqual(linksOf(sam.messages().find((m) => m.id === session.id)?.card), [link]);
  });

  it('shows both sides that the user has joined, as soon as TeamViewer knows', async () => {
    const { anna, sam, simulator } = world;
    simulator.teamviewer.helperConnects(code);
    simulator.teamviewer.customerJoins(code);
    await anna.sees(/Je zit in de sessie/);
    await sam.sees(/The user is in the session\./);
    await sam.inChannel().sees(/The user and the helper are in the session/);
  });

  it('notices that it was closed in TeamViewer, and asks the helper how it ended', async () => {
    const { anna, sam, simulator } = world;
    await world.pass(17 * MINUTE);
    simulator.teamviewer.closeFromTeamViewer(code);
    const form = await sam.sees(/How did it end/, 'close');
    assert.match(sam.reading(form), /Anna de Vries reads it on the receipt/);
    const card = await anna.sees(/Is het opgelost/, 'confirm-solved');
    assert.deepEqual(Object.keys(buttonsOf(anna, card)).sort(), [
      'add-details',
      'confirm-solved',
      'reopen',
    ]);
    assert.deepEqual(linksOf(anna.cardOf(card)), []);
    for (const message of sam.messages()) assert.deepEqual(linksOf(sam.cardOf(message)), []);
    const closed = simulator.journal.calls({ system: 'teamviewer', method: 'PUT' });
    assert.deepEqual(closed, [], 'nobody closes what is closed');
  });

  it('is closed with a reason code and words, which the user reads on a receipt', async () => {
    const { anna, sam } = world;
    const form = await sam.sees(/How did it end/, 'close');
    await sam.pressOn(form, 'close', {
      'close.resolution': 'workaround',
      'close.text': 'Stuurprogramma teruggezet, update volgt maandag',
    });
    await sam.seesThere(form, /It is closed/);
    const receipt = await anna.sees(/Bewijs van je sessie/);
    const text = anna.reading(receipt);
    assert.match(text, /Sam Carter heeft je geholpen/);
    assert.match(text, /Stuurprogramma teruggezet/);
    assert.match(text, /Afgesloten door:.*\n?.*Sam Carter/);
    assert.match(text, /Toestemming gegeven/);
    await anna.seesThere(receipt, /De verbinding duurde 17 minuten/);
    const request = await recordOf(world, id);
    assert.ok(request.state === 'closed');
    assert.equal(request.resolution, 'workaround');
  });

  it('lets the user say that it is solved', async () => {
    const { anna, sam } = world;
    await anna.press(new RegExp(`^${id} · `), 'confirm-solved');
    await sam.inChannel().sees(/Anna de Vries says that REQ-1 is solved/);
    const card = await anna.sees(new RegExp(`^${id} · `), 'reopen');
    assert.equal(buttonsOf(anna, card)['confirm-solved'], undefined);
  });

  it('lets her complain from the receipt, in the thread of the request', async () => {
    const { anna, sam } = world;
    await anna.press(/Bewijs van je sessie/, 'add-details', {
      'add-details.text': 'Er stond nog een venster van TeamViewer open',
    });
    const told = await sam.inChannel().sees(/venster van TeamViewer open/);
    assert.equal(told.root, (await rootOf(world, id)).id);
  });

  it('comes back with its history when she reopens it', async () => {
    const { anna, sam } = world;
    await anna.press(new RegExp(`^${id} · `), 'reopen');
    await anna.sees(/Je hoort van ons/, 'withdraw');
    const root = await sam.inChannel().seesThere(await rootOf(world, id), /● Waiting\n/);
    assert.match(JSON.stringify(sam.cardOf(root)), /Anna de Vries asked for help again/);
    const { state, round, sessions } = await recordOf(world, id);
    assert.deepEqual([state, round, sessions.length], ['pending', 2, 1]);
  });
});
