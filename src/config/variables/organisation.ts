import { address, anyAddress, baseUrl, channelId, guid, key, list, text } from '../fields.js';
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
      'At least 32 bytes in base64: seals the audit trail, so that tampering shows. Keep it out of Redis, and a copy where exports are verified; the same for all replicas.',
    otherwise: 'the trail isn’t sealed',
    secret: true,
  }),
  AUDIT_WEBHOOK_URL: variable({
    schema: anyAddress,
    meaning:
      'Where the head of the audit chain is posted to every five minutes (https): what is kept there shows a cut here.',
    otherwise: 'the head goes to the log alone',
    secret: true,
  }),
  FILE_UPLOAD_URLS: variable({
    schema: list(baseUrl),
    meaning:
      'Where exports may be put besides OneDrive’s own hosts under sharepoint.com: base addresses, comma-separated.',
    otherwise: 'OneDrive alone',
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
