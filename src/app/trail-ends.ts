import type { Config } from '../config.js';
import type { FileDrop } from '../services/desk/ports.js';
import type { Http } from '../services/http/http.js';
import { createHeadWebhook } from '../services/jobs/head-webhook.js';
import type { JobsParts } from '../services/jobs/jobs.js';
import { createFileDrop } from '../services/onedrive/upload.js';
import type { Log } from '../services/telemetry/log.js';

export type TrailEnds = Pick<JobsParts, 'seals' | 'tellHead'> & { readonly fileDrop: FileDrop };

/** Where the trail's head and its exports go. Says so when there is no key to seal it with. */
export function createTrailEnds(config: Config, http: Http, log: Pick<Log, 'warn'>): TrailEnds {
  const { auditKey, auditWebhookUrl: url, bot, fileUploadUrls } = config;
  if (!auditKey && config.production)
    log.warn({}, 'AUDIT_KEY is not set: the audit trail is kept, but nothing proves it');
  const tenant = bot?.tenantId ?? '';
  return {
    seals: auditKey !== undefined,
    ...(auditKey && url !== undefined
      ? { tellHead: createHeadWebhook({ http, url, tenant, auditKey }) }
      : {}),
    fileDrop: createFileDrop({ http, allowed: fileUploadUrls }),
  };
}
