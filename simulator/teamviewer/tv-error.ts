import { reply } from '../http.js';
import type { Reply } from '../http.js';

/** Error answer of the Web API. The small numbers are invented: TeamViewer publishes no list. */
function refusal(status: number, error: string, text: string, number: number): Reply {
  return reply(status, {
    error,
    error_description: text,
    error_code: number,
    error_signature: `sim-${String(number)}`,
  });
}

export const badRequest = (text: string): Reply => refusal(400, 'invalid_request', text, 1);
export const badToken = (): Reply => refusal(401, 'invalid_token', 'Invalid access token.', 2);
export const notFound = (text: string): Reply => refusal(404, 'not_found', text, 3);
