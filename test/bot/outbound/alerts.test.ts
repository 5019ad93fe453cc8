import assert from 'node:assert/strict';
import { createAlertWords } from '../../../src/bot/outbound/alerts.js';
import { CONNECTORS, SECRETS, type Alert } from '../../../src/services/desk/alerts.js';
import { LOCALES } from '../../../src/services/desk/people/person.js';
import { createTranslator } from '../../../src/services/i18n/translator.js';
import { ANNA, LUC, NOW, SANNE } from '../../cards/fixtures.js';
import { CHANNEL, chatOf, failed, outboundWorld } from '../support/outbound.js';

const BROKEN: Alert = {
  kind: 'broken',
  connector: 'teamviewer',
  code: 'teamviewer.refused',
  params: { variable: 'TEAMVIEWER_TOKEN' },
};
const NAMES = { variable: 'MicrosoftAppPassword', setting: 'APP_SECRET_EXPIRES' };
const ALERTS: readonly Alert[] = [
  ...CONNECTORS.flatMap((connector): Alert[] => [
    { kind: 'works', connector },
    { ...BROKEN, connector },
  ]),
  ...SECRETS.flatMap((secret) =>
    [30, 0].map((days): Alert => ({
      ...{ kind: 'expiring', secret, mark: 30, date: NOW, days, ...NAMES },
    })),
  ),
];

describe('an alert', () => {
  for (const locale of LOCALES) {
    it(`says what is wrong and, unless it is over, what to do (${locale})`, () => {
      const words = createAlertWords(createTranslator().t);
      for (const alert of ALERTS) {
        const { sentence, next } = words(locale, alert);
        assert.match(sentence, /\p{L}{3}/u);
        assert.ok(sentence.length <= 600 && (next ?? '').length <= 600, sentence);
        assert.equal(next === undefined, alert.kind === 'works');
      }
    });
  }

  it('goes to the channel in its language, alone in its message', async () => {
    const { outbound, connector } = outboundWorld();
    assert.deepEqual(await outbound.alert(BROKEN), { kind: 'synced' });
    const [where, message] = connector.send.args[0] ?? assert.fail();
    assert.equal(where.id, CHANNEL.id);
    assert.match(JSON.stringify(message), /can't use TeamViewer.*script token/);
  });

  it('goes to a person in their chat and language', async () => {
    const { outbound, connector } = outboundWorld();
    assert.deepEqual(await outbound.alert(BROKEN, SANNE.id), { kind: 'synced' });
    const [where, message] = connector.send.args[0] ?? assert.fail();
    assert.equal(where.id, chatOf(SANNE.id).id);
    assert.match(JSON.stringify(message), /TeamViewer niet gebruiken/);
  });

  it('has nowhere to go without a channel, or where the channel is closed', async () => {
    const { outbound, places, connector } = outboundWorld();
    connector.send.rejects(failed(403, { code: 'BotNotInConversationRoster' }));
    assert.deepEqual(await outbound.alert(BROKEN), { kind: 'dead' });
    places.channel = undefined;
    assert.deepEqual(await outbound.alert(BROKEN), { kind: 'dead' });
    assert.deepEqual(await outbound.alert(BROKEN, LUC.id), { kind: 'dead' }, 'no chat either');
    connector.send.resolves('m1');
    assert.deepEqual(await outbound.alert(BROKEN, ANNA.id), { kind: 'synced' });
  });

  it('waits while Teams says later', async () => {
    const { outbound, connector } = outboundWorld();
    connector.send.rejects(failed(429, { retryAfter: 7_000 }));
    const result = await outbound.alert(BROKEN);
    assert.deepEqual([result.kind, 'after' in result && result.after], ['wait', 7_000]);
  });
});
