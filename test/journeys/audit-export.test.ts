import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CAST } from '../../simulator/index.js';
import { verifyFile } from '../../scripts/audit-verify.js';
import type { World } from '../support/world.js';
import { AUDIT_KEY, auditedWorld, auditorsAre, sealed, trailOf } from './audit-steps.js';

describe('A file of the trail', () => {
  let world: World;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskside-audit-'));
    world = await auditedWorld([CAST.marie, CAST.priya]);
    await world.ask(world.anna, 'Mijn scherm blijft zwart na de update');
    await world.tom.say('wachtrij');
    await world.tom.sees(/HD-201/);
    await sealed(world);
  });
  after(async () => {
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const files = (person: string) =>
    world.simulator.onedrive.files(person).filter(({ bytes }) => bytes !== undefined);

  async function verified(bytes: Buffer | undefined) {
    const file = join(folder, 'export');
    await writeFile(file, bytes ?? '');
    return verifyFile([file], { AUDIT_KEY: AUDIT_KEY.toString('base64') });
  }

  async function commands(person: string): Promise<string[]> {
    return (await trailOf(world))
      .filter(({ actor }) => actor === person)
      .map(({ command, outcome }) => `${command} ${outcome}`);
  }

  for (const format of ['csv', 'jsonl'] as const) {
    it(`comes as ${format} into the reader's own OneDrive, and verifies offline (I11)`, async () => {
      await world.priya.say(`audit --export ${format}`);
      const offered = await world.priya.sees(/The trail, \d+ entries/);
      assert.match(world.priya.reading(offered), new RegExp(`^deskside-audit-.*\\.${format}`));
      assert.equal(files(CAST.priya).filter(({ name }) => name.endsWith(format)).length, 0);
      const { status, body } = await world.priya.answerFile('accept');
      assert.deepEqual([status, body], [200, {}]);
      await world.priya.seesThere(offered, new RegExp(`^deskside-audit-.*\\.${format}$`));
      const file = files(CAST.priya).find(({ name }) => name.endsWith(format));
      const { code, text } = await verified(file?.bytes);
      assert.equal(code, 0, text);
      assert.match(text, /^whole: 1\.\.\d+/);
    });
  }

  it('stands in the trail itself: that it was asked for, and that it was handed over', async () => {
    const done = await commands(CAST.priya);
    assert.equal(done.filter((one) => one === 'audit-export done').length, 2);
    assert.equal(done.filter((one) => one === 'audit-file done').length, 2);
    const entry = (await trailOf(world)).find(({ command }) => command === 'audit-file');
    assert.equal(entry?.right, 'audit.export');
  });

  it('holds only what was asked for, and says so', async () => {
    await world.priya.say('audit 1 --export jsonl');
    await world.priya.sees(/The trail, 1 entry/);
    const { message } = await world.priya.answerFile('accept');
    await world.priya.seesThere(message, /\.jsonl$/);
    const { text } = await verified(files(CAST.priya).at(-1)?.bytes);
    assert.match(text, /A part of the trail: about=REQ-1/);
  });

  it('is offered again word by word in Dutch and French, and not made for who declines', async () => {
    await world.eva.say('spoor --exporteren csv');
    await world.eva.sees(/Het spoor, \d+ regels/);
    const { message } = await world.eva.answerFile('decline');
    await world.eva.seesThere(message, /Prima, er is geen bestand gemaakt/);
    await world.marie.say('journal --exporter jsonl');
    await world.marie.sees(/Le journal, \d+ entrées/);
    assert.deepEqual(files(CAST.eva), []);
    assert.ok(!(await commands(CAST.eva)).includes('audit-file done'));
  });

  it('is offered for ten minutes, and put nowhere after that', async () => {
    await world.pass(10 * 60_000 + 1_000);
    const { message } = await world.marie.answerFile('accept');
    await world.marie.seesThere(message, /Cette offre n'est plus valable/);
    assert.deepEqual(files(CAST.marie), []);
  });

  it('is put once, however often the answer comes', async () => {
    const before = files(CAST.priya).length;
    await world.priya.say('audit --export csv --since 1d');
    const offered = await world.priya.sees(/The trail, \d+ entries/);
    const press = () =>
      world.simulator.teams.answerFile({
        person: CAST.priya,
        messageId: offered.id,
        action: 'accept',
      });
    await Promise.all([press(), press(), press()]);
    await world.priya.seesThere(offered, /\.csv$/);
    assert.equal(files(CAST.priya).length, before + 1);
  });

  it('goes to no place but OneDrive, whatever the answer says', async () => {
    await world.priya.say('audit --export csv');
    await world.priya.sees(/The trail, \d+ entries/);
    const uploadUrl = `${world.simulator.url}/_sim/say`;
    const { message } = await world.priya.answerFile('accept', { uploadUrl });
    await world.priya.seesThere(message, /a place for the file that isn't allowed[\s\S]*HD-501/);
  });

  it('survives a OneDrive that fails now and then, and says when it fails for good', async () => {
    const { troubles } = world.simulator.onedrive;
    troubles.push({ status: 503 });
    await world.priya.say('audit --export csv');
    const first = await world.priya.sees(/The trail, \d+ entries/);
    await world.priya.answerFile('accept');
    await world.priya.seesThere(first, /\.csv$/);
    troubles.push({ status: 403 });
    await world.priya.say('audit --export csv');
    const second = await world.priya.sees(/The trail, \d+ entries/);
    await world.priya.answerFile('accept');
    await world.priya.seesThere(second, /could not be put into your OneDrive[\s\S]*HD-501/);
  });

  it('is for one’s own chat alone, and for those who may export', async () => {
    await world.priya.inChannel().say('audit --export csv');
    await world.priya.inChannel().sees(/HD-203/);
    await world.sam.say('audit --export csv');
    await world.sam.sees(/HD-201/);
    await world.priya.say('audit --export pdf');
    await world.priya.sees(/the kind of file \(csv or jsonl\)[\s\S]*HD-102/);
  });

  it('is not handed over to somebody who lost the right after it was offered', async () => {
    await world.marie.say('journal --exporter csv');
    await world.marie.sees(/Le journal, \d+ entrées/);
    await auditorsAre(world, []);
    const { message } = await world.marie.answerFile('accept');
    await world.marie.seesThere(message, /HD-201/);
    assert.deepEqual(files(CAST.marie), []);
    assert.ok((await commands(CAST.marie)).includes('audit-file refused'));
  });
});
