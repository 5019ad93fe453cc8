import { address, channelId, guid, key, list, text } from '../fields.js';
import { variable } from './declare.js';

export const PEOPLE = {
  OPERATOR_GROUPS: variable({
    schema: list(guid),
    meaning: 'Entra object ids of the groups whose members help, comma-separated.',
    otherwise: 'nobody',
  }),
  ADMIN_GROUPS: variable({
    schema: list(guid),
    meaning: 'Groups whose members also set Deskside up.',
    otherwise: 'nobody',
  }),
  AUDITOR_GROUPS: variable({
    schema: list(guid),
    meaning: 'Groups whose members read the trail.',
    otherwise: 'nobody',
  }),
  HELPDESK_CHANNEL: variable({
    schema: channelId,
    meaning: 'Conversation id of the help desk’s channel, until `/setup here` in Teams sets it.',
  }),
  POLICY_FILE: variable({
    schema: text,
    meaning: 'The organisation’s policy, a .json, .yaml or .yml file; unknown keys are an error.',
    otherwise: 'the defaults below',
  }),
};

export const KEYS = {
  SECRETS_KEY: variable({
    schema: key((bytes) => bytes === 32, 'must be 32 bytes in base64 (openssl rand -base64 32)'),
    meaning:
      '32 bytes in base64 (openssl rand -base64 32) that encrypt session links in Redis; the same for all replicas.',
    otherwise: 'a random one for the life of the process',
    required: 'in production',
    secret: true,
  }),
  AUDIT_KEY: variable({
    schema: key(
      (bytes) => bytes >= 32,
      'must be at least 32 bytes in base64 (openssl rand -base64 32)',
    ),
    meaning:
      'At least 32 bytes in base64: key of the audit chain, kept out of Redis; not used in this version.',
    secret: true,
  }),
};

export const PACKAGE = {
  TEAMS_APP_ID: variable({
    schema: guid,
    meaning: 'Id of the app in the Teams catalogue: a GUID of your own, not the bot’s.',
    required: 'for `npm run package`',
  }),
  PUBLIC_URL: variable({
    schema: address,
    meaning: 'Public https address of the bot’s host.',
    required: 'for `npm run package`',
  }),
  DEVELOPER_NAME: variable({
    schema: text,
    meaning: 'Organisation named in the app’s details.',
  }),
  WEBSITE_URL: variable({
    schema: address,
    meaning: 'Its website, https.',
  }),
  PRIVACY_URL: variable({
    schema: address,
    meaning: 'Its privacy statement, https.',
  }),
  TERMS_URL: variable({
    schema: address,
    meaning: 'Its terms of use, https.',
  }),
};
