import { z } from 'zod';
import { baseUrl, guid, hostName, instant, list, text } from '../fields.js';
import { variable } from './declare.js';

const redisUrls = list(
  z
    .string()
    .refine(
      (value) => /^rediss?:\/\/[^\s,]+$/.test(value) && URL.canParse(value),
      'must be redis:// or rediss:// addresses, comma-separated',
    ),
);

/** `embedded` is the Redis inside the process, for the demo. */
const redis = z.string().transform((value, context): 'embedded' | readonly string[] => {
  if (value === 'embedded') return 'embedded';
  const urls = redisUrls.safeParse(value);
  if (urls.success) return urls.data;
  context.addIssue({ code: 'custom', message: urls.error.issues[0]?.message ?? 'is wrong' });
  return z.NEVER;
});

const redisMode = z.enum(['single', 'sentinel', 'cluster'], 'must be single, sentinel or cluster');

export const REDIS = {
  REDIS_URL: variable({
    schema: redis,
    meaning:
      'redis:// or rediss:// with user and password; several, comma-separated, with REDIS_MODE cluster or sentinel.',
    otherwise: 'none; only `npm run demo` and `npm run playground` bring one along',
    required: 'for `npm start`',
    secret: true,
  }),
  REDIS_MODE: variable({
    schema: redisMode,
    meaning: 'single, sentinel or cluster.',
    preset: 'single',
  }),
  REDIS_SENTINEL_NAME: variable({
    schema: text,
    meaning: 'Name of the primary that the Sentinels watch.',
    required: 'with REDIS_MODE=sentinel',
  }),
};

export const SYSTEMS = {
  ENTRA_LOGIN_URL: variable({
    schema: baseUrl,
    meaning: 'Where tokens for Graph come from.',
    preset: 'https://login.microsoftonline.com',
  }),
  GRAPH_URL: variable({
    schema: baseUrl,
    meaning: 'Microsoft Graph, without a version.',
    preset: 'https://graph.microsoft.com',
  }),
  GRAPH_CLIENT_ID: variable({
    schema: guid,
    meaning: 'App that reads people, groups and devices.',
    otherwise: 'the bot’s own app and credential',
  }),
  GRAPH_CLIENT_SECRET: variable({
    schema: text,
    meaning: 'Client secret of that app.',
    required: 'with a GRAPH_CLIENT_ID that isn’t the bot’s',
    secret: true,
  }),
  GRAPH_SECRET_EXPIRES: variable({
    schema: instant,
    meaning: 'When that secret ends (2027-05-31): you are warned before.',
    otherwise: 'no warning, unless Graph may tell',
  }),
  IDENTITY_ENDPOINT: variable({
    schema: baseUrl,
    meaning: 'Managed identity on App Service; the platform sets it.',
  }),
  IDENTITY_HEADER: variable({
    schema: text,
    meaning: 'Managed identity on App Service; the platform sets it.',
    secret: true,
  }),
  TEAMVIEWER_URL: variable({
    schema: baseUrl,
    meaning: 'TeamViewer’s Web API.',
    preset: 'https://webapi.teamviewer.com',
  }),
  TEAMVIEWER_TOKEN: variable({
    schema: text,
    meaning:
      'Script token of a TeamViewer user with the rights to sessions and connection reports.',
    otherwise: 'no remote sessions',
    secret: true,
  }),
  TEAMVIEWER_TOKEN_EXPIRES: variable({
    schema: instant,
    meaning: 'When that token ends (2027-05-31): you are warned before.',
    otherwise: 'no warning',
  }),
  TEAMVIEWER_LINK_HOSTS: variable({
    schema: list(hostName),
    meaning:
      'Hosts that session links may point to, comma-separated; a name covers the hosts below it.',
    preset: 'teamviewer.com',
  }),
  CONFIGMGR_URL: variable({
    schema: baseUrl,
    meaning: 'Configuration Manager’s AdminService; not used in this version.',
    required: 'with CONFIGMGR_SCOPE',
  }),
  CONFIGMGR_SCOPE: variable({
    schema: text,
    meaning: 'Scope of its server app.',
    required: 'with CONFIGMGR_URL',
  }),
};
