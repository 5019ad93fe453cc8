import { z } from 'zod';
import type { RequestState } from '../../services/desk/requests/request.js';
import { defineCommand } from './command.js';
import { move } from './context.js';
import { optionalWords, requestIdInput } from './inputs.js';

const REOPENABLE: ReadonlySet<RequestState> = new Set(['ended', 'closed', 'expired']);

/** Revives an expired request, or reopens one that is over; its history comes along. */
export const reopen = defineCommand({
  verb: 'reopen',
  aliases: { en: ['reopen', 'revive'], nl: ['heropenen'], fr: ['rouvrir'] },
  help: 'reopen',
  group: 'ask',
  rights: ['reopen'],
  cardVerbs: ['reopen'],
  about: { role: 'requester', fits: (request) => REOPENABLE.has(request.state) },
  rest: 'text',
  flags: [],
  input: z.object({ id: requestIdInput, text: optionalWords }),
  run: (context, { id, text }) => move(context, { type: 'reopen', id, ...(text ? { text } : {}) }),
});
