import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Services } from '../../src/bot/commands/context.js';
import type { Connector } from '../../src/bot/connector/connector.js';
import { whisper, type Listener } from '../../src/bot/whisper.js';
import { ConnectorFailure } from '../../src/services/desk/failures.js';
import { keptLog, KnownPlaces, personId } from './support/fakes.js';

const TEXT = { text: 'only for Sam' };
const CHANNEL = { id: '19:a', serviceUrl: 'https://smba.example/', tenantId: 't', root: '5' };
const SAM = {
  id: personId('a0000003-0000-4000-8000-000000000003'),
  name: 'Sam',
  locale: 'nl',
  teamsId: '29:sam',
} as const;

function refusal(status: number): ConnectorFailure {
  const applied = status >= 500 ? 'maybe' : 'no';
  const common = { system: 'teams', operation: 'send message', retryable: false } as const;
  return new ConnectorFailure({ ...common, applied, status });
}

function parts() {
  const places = new KnownPlaces();
  places.channel = { id: CHANNEL.id, serviceUrl: 'x', tenantId: 't', locale: 'fr' };
  const connector = {
    whisper: sinon.stub<Parameters<Connector['whisper']>, ReturnType<Connector['whisper']>>(),
    send: sinon.stub<Parameters<Connector['send']>, ReturnType<Connector['send']>>().resolves('1'),
  };
  const chat = sinon.stub<Parameters<Services['chat']>, ReturnType<Services['chat']>>();
  chat.resolves({ conversation: CHANNEL });
  const words = { forYouAlone: (locale: string, name: string) => `${locale} ${name}` };
  return { places, connector, chat, words, log: keptLog() };
}

describe('telling one person something where others read', () => {
  const sam: Listener = { who: SAM, conversation: CHANNEL };

  it('takes a targeted message, in the thread, and nothing else', async () => {
    const teams = parts();
    teams.connector.whisper.resolves('17');
    await whisper(teams, { ...sam, asked: '9' }, TEXT);
    assert.deepEqual(teams.connector.whisper.firstCall.args, [
      CHANNEL,
      TEXT,
      { teamsId: '29:sam', asked: '9' },
      '5',
    ]);
    assert.equal(teams.chat.called || teams.connector.send.called, false);
  });

  for (const status of [400, 403, 404, 503])
    it(`takes their 1:1 chat after ${status}`, async () => {
      const teams = parts();
      teams.connector.whisper.rejects(refusal(status));
      await whisper(teams, sam, TEXT);
      assert.deepEqual(teams.chat.firstCall.args, [SAM.id, TEXT]);
      assert.equal(teams.connector.send.called, false);
    });

  it('takes their 1:1 chat when their Teams id isn’t known', async () => {
    const teams = parts();
    const { teamsId: _unknown, ...who } = SAM;
    await whisper(teams, { ...sam, who }, TEXT);
    assert.equal(teams.connector.whisper.called, false);
    assert.equal(teams.chat.calledOnce, true);
  });

  it('says in the channel’s language that there is an answer when nothing else is left', async () => {
    const teams = parts();
    teams.connector.whisper.rejects(refusal(400));
    teams.chat.resolves(undefined);
    await whisper(teams, sam, TEXT);
    assert.deepEqual(teams.connector.send.firstCall.args, [CHANNEL, { text: 'fr Sam' }, '5']);
  });

  it('says so in their own language elsewhere, and when the channel can’t be looked up', async () => {
    const teams = parts();
    teams.connector.whisper.rejects(refusal(400));
    teams.chat.resolves(undefined);
    await whisper(teams, { ...sam, conversation: { ...CHANNEL, id: '19:other' } }, TEXT);
    sinon.stub(teams.places, 'helpDesk').rejects(refusal(503));
    await whisper(teams, sam, TEXT);
    const texts = teams.connector.send.getCalls().map(({ args: [, message] }) => message);
    assert.deepEqual(texts, [{ text: 'nl Sam' }, { text: 'nl Sam' }]);
  });

  it('hides no bug', async () => {
    const teams = parts();
    teams.connector.whisper.rejects(new TypeError('a bug'));
    await assert.rejects(whisper(teams, sam, TEXT), TypeError);
    assert.equal(teams.chat.called, false);
  });
});
