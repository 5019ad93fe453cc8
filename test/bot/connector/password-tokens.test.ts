import assert from 'node:assert/strict';
import { PasswordTokens } from '../../../src/bot/connector/password-tokens.js';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import { startSimulator, type Simulator } from '../../../simulator/index.js';

const AUDIENCE = 'https://api.botframework.com';

describe('bot tokens by password', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.close());
  beforeEach(() => {
    simulator.journal.clear();
    simulator.faults.clear();
    simulator.entra.tokenLifetimeSeconds = 3_599;
  });

  const make = (password = simulator.company.bot.password) =>
    new PasswordTokens({
      appId: simulator.company.bot.appId,
      password,
      loginUrl: simulator.environment()['ToChannelFromBotLoginUrl'] ?? '',
    });
  const asked = () => simulator.journal.calls({ system: 'entra' }).length;

  it('are asked for once, however many turns wait, and kept', async () => {
    const tokens = make();
    const all = await Promise.all(Array.from({ length: 20 }, () => tokens.token(AUDIENCE)));
    assert.equal(new Set(all).size, 1);
    await tokens.token(AUDIENCE);
    assert.equal(asked(), 1);
  });

  it('are not shared between apps', async () => {
    await make().token(AUDIENCE);
    await make().token(AUDIENCE);
    assert.equal(asked(), 2);
  });

  it('are asked for anew when the far end did not take one', async () => {
    const tokens = make();
    const first = await tokens.token(AUDIENCE);
    assert.notEqual(await tokens.token(AUDIENCE, true), first);
  });

  it('are asked for anew before they end, also when they live shortly', async () => {
    simulator.entra.tokenLifetimeSeconds = 1;
    const tokens = make();
    await tokens.token(AUDIENCE);
    await tokens.token(AUDIENCE);
    assert.equal(asked(), 1);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await tokens.token(AUDIENCE);
    assert.equal(asked(), 2);
  });

  it('fail as entra, for good with a wrong secret, without naming it', async () => {
    const failed = await make('wrong-s3cr3t')
      .token(AUDIENCE)
      .catch((error: unknown) => error);
    assert.ok(failed instanceof ConnectorFailure);
    assert.deepEqual(failed.details, {
      system: 'entra',
      operation: 'bot token',
      retryable: false,
      applied: 'no',
      status: 401,
    });
    assert.ok(!JSON.stringify(failed).includes('s3cr3t'));
  });

  it('are tried again after a failure, which is not kept', async () => {
    const tokens = make();
    simulator.faults.add({ system: 'entra', status: 503, times: 1 });
    await assert.rejects(tokens.token(AUDIENCE), {
      details: {
        system: 'entra',
        operation: 'bot token',
        retryable: true,
        applied: 'no',
        status: 503,
      },
    });
    assert.match(await tokens.token(AUDIENCE), /^ey/);
  });
});
