import { CloudAdapter, INVOKE_RESPONSE_KEY, type Activity } from 'botbuilder';
import type { InvokeBody } from './bot.js';

/**
 * The SDK's adapter without its `process`, which prints errors to the console, tells the caller their messages, and
 * answers a bad token with 500.
 */
export class TeamsAdapter extends CloudAdapter {
  /**
   * Verifies the token, then runs the turn; gives the body of an invoke's answer. Rejects with Unauthenticated or
   * KeysUnavailable before the turn; `run` itself must not reject.
   */
  async receive(
    authorization: string,
    activity: Activity,
    run: (activity: Activity) => Promise<InvokeBody>,
  ): Promise<InvokeBody> {
    const response = await this.processActivity(authorization, activity, async (context) => {
      const body = await run(context.activity);
      if (body) context.turnState.set(INVOKE_RESPONSE_KEY, { value: { status: 200, body } });
    });
    const body: unknown = response?.body;
    return typeof body === 'object' && body !== null ? body : undefined;
  }
}
