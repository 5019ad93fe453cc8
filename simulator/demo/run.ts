import { randomBytes } from 'node:crypto';
import { createApp, type App, type Happening } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createLog } from '../../src/services/telemetry/log.js';
import { CAST, ROLE_GROUPS } from '../company.js';
import { addFleet } from '../fleet.js';
import type { Simulator } from '../simulator.js';

/** Looked at often, so that the page shows at once who joined and left. */
const POLICY = JSON.stringify({
  session: { watchEvery: '1s' },
  restart: { watchEvery: '2s', waves: { size: 10 } },
});

/** As many PCs as one task may have. */
const WAREHOUSE = 100;

/** The third of them: its restart fails. */
const FAILING = 'dd000003-0000-4000-8000-000000000003';

/** The bot of one round of the demo; "Start over" begins another. */
export class Run {
  private app: App | undefined;

  constructor(
    private readonly simulator: Simulator,
    private readonly redisUrl: string,
    private readonly quiet: boolean,
  ) {
    simulator.clock.onChange(({ offsetMs }) => this.app?.setClockOffset(offsetMs));
  }

  async begin(): Promise<void> {
    // Two of them, so that what takes a second person can be tried.
    this.simulator.graph.setMembers(ROLE_GROUPS.admins, [CAST.eva, CAST.priya]);
    addFleet(this.simulator.graph, {
      ...{ count: WAREHOUSE, group: ROLE_GROUPS.warehouse },
      // One that was switched off long ago.
      more: (n) => (n === 7 ? { lastSyncHoursAgo: 50 } : {}),
    });
    this.simulator.graph.reboots.behave(FAILING, 'failed');
    const config = loadConfig(
      {
        ...this.simulator.environment(),
        REDIS_URL: this.redisUrl,
        SECRETS_KEY: randomBytes(32).toString('base64'),
        AUDIT_KEY: Buffer.alloc(32, 'simulated audit key').toString('base64'),
        POLICY_FILE: 'demo.json',
        PORT: '0',
      },
      () => POLICY,
    );
    const observer = (happening: Happening) =>
      this.simulator.behind({ ...happening, detail: { ...happening.detail } });
    const log = createLog({ level: this.quiet ? 'silent' : 'fatal' });
    this.app = createApp(config, { observer, log });
    const { messagesUrl } = await this.app.start();
    this.simulator.connectBot(messagesUrl);
  }

  async end(): Promise<void> {
    await this.app?.stop();
    this.app = undefined;
  }
}
