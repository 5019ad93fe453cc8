import assert from 'node:assert/strict';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, TurnContext } from 'botbuilder';
import type { Response } from 'botbuilder';
import { PasswordServiceClientCredentialFactory } from 'botframework-connector';
import { CAST, startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { botBearer } from './callers.js';
import { startStubBot } from './stub-bot.js';
import type { Received, StubBot } from './stub-bot.js';

type Credentials = Awaited<ReturnType<PasswordServiceClientCredentialFactory['createCredentials']>>;

/** MSAL refuses plain http, so the token comes by form post; everything else is the SDK's own. */
class FormCredentials extends PasswordServiceClientCredentialFactory {
  constructor(private readonly simulator: Simulator) {
    const { appId, password } = simulator.company.bot;
    super(appId, password, simulator.company.tenantId);
  }

  override async createCredentials(): Promise<Credentials> {
    const bearer = await botBearer(this.simulator);
    return {
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${bearer}`);
        return request;
      },
    };
  }
}

class NotedResponse implements Response {
  readonly socket = {};
  code = 0;
  status(code: number): void {
    this.code = code;
  }
  header(): void {}
  send(): void {}
  end(): void {}
}

describe('simulator with the Bot Framework SDK', () => {
  let simulator: Simulator;
  let adapter: CloudAdapter;
  let bot: StubBot;
  before(async () => {
    simulator = await startSimulator();
    bot = await startStubBot();
    simulator.connectBot(bot.url);
    const settings = simulator.environment();
    adapter = new CloudAdapter(
      new ConfigurationBotFrameworkAuthentication(settings, new FormCredentials(simulator)),
    );
  });
  after(async () => {
    await simulator.close();
    await bot.close();
  });

  /** Runs a received activity through the adapter; returns the status it would answer. */
  async function run(
    received: Received | undefined,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<number> {
    assert.ok(received);
    const response = new NotedResponse();
    const body = structuredClone(received.activity);
    const request = { body, headers: { ...received.headers }, method: 'POST' };
    await adapter.process(request, response, logic);
    return response.code;
  }

  async function hello(): Promise<Received | undefined> {
    await simulator.teams.say({ person: CAST.anna, text: 'hallo' });
    return bot.received.at(-1);
  }

  it('passes its authentication, and the reply arrives in the chat', async () => {
    const status = await run(await hello(), async (context) => {
      await context.sendActivity(`je zei ${context.activity.text}`);
    });
    assert.equal(status, 200);
    assert.equal(simulator.teams.messages(CAST.anna).at(-1)?.text, 'je zei hallo');
  });

  it('is refused by it for another service URL or audience', async () => {
    const received = await hello();
    assert.ok(received);
    const logged = console.error;
    // The SDK prints every refusal.
    console.error = () => undefined;
    try {
      for (const overrides of [{ serviceUrl: `${simulator.url}/teams` }, { aud: 'other' }]) {
        const authorization = `Bearer ${await simulator.teams.token(overrides)}`;
        const headers = { ...received.headers, authorization };
        const status = await run({ ...received, headers }, async () => {
          assert.fail('the turn ran');
        });
        assert.equal(status, 401);
      }
    } finally {
      console.error = logged;
    }
  });

  it('takes updates and proactive messages from its connector client', async () => {
    let sentId = '';
    let reference: ReturnType<typeof TurnContext.getConversationReference> | null = null;
    await run(await hello(), async (context) => {
      reference = TurnContext.getConversationReference(context.activity);
      const sent = await context.sendActivity('eerst');
      sentId = sent?.id ?? '';
      await context.updateActivity({ id: sentId, type: 'message', text: 'later' });
    });
    const updated = simulator.teams.message(sentId);
    assert.deepEqual([updated?.text, updated?.revision], ['later', 2]);
    assert.ok(reference);
    await adapter.continueConversationAsync(
      simulator.company.bot.appId,
      reference,
      async (context) => {
        await context.sendActivity('uit mezelf');
      },
    );
    assert.equal(simulator.teams.messages(CAST.anna).at(-1)?.text, 'uit mezelf');
  });
});
