import { TurnContext, type Activity } from 'botbuilder';
import { decode } from 'html-entities';
import { z } from 'zod';
import type { InboundActivity } from './inbound-activity.js';

/** Beyond this nobody types; the desk keeps a good deal less (policy.limits.text). */
const MOST = 20_000;

const mention = z.looseObject({
  type: z.literal('mention'),
  text: z.string().nullish(),
  mentioned: z.looseObject({ id: z.string(), name: z.string().nullish() }),
});

function allMentions({ entities }: InboundActivity) {
  return (entities ?? []).flatMap((entity) => {
    const parsed = mention.safeParse(entity);
    return parsed.success ? [parsed.data] : [];
  });
}

/** People mentioned besides the bot, in the order of the text, each once. */
export function mentionsOf(inbound: InboundActivity) {
  const found = allMentions(inbound).map(({ mentioned }) => mentioned);
  const others = found.filter(({ id }) => id !== inbound.recipient.id);
  const unique = new Map(others.map(({ id, name }) => [id, { teamsId: id, name: name ?? '' }]));
  return [...unique.values()];
}

/**
 * What the sender wrote: without the bot's mention and without what they quoted or forwarded, since nobody commands
 * with somebody else's words.
 */
export function ownWords(activity: Activity, inbound: InboundActivity): string {
  if (typeof inbound.text !== 'string') return '';
  const text = TurnContext.removeRecipientMention({
    ...activity,
    text: inbound.text.slice(0, MOST),
    // The SDK throws on entities that aren't what they should be.
    entities: allMentions(inbound).filter((entity) => typeof entity.text === 'string'),
  });
  return withoutQuotes(text, inbound).trim();
}

/**
 * Teams puts a quoted message in front of the text, as plain words. The HTML beside it marks which:
 * `<blockquote itemtype="http://schema.skype.com/Reply">` (or `/Forward`). Newer clients write `<quoted .../>`.
 */
function withoutQuotes(text: string, { attachments }: InboundActivity): string {
  const html = (attachments ?? []).find(({ contentType }) => contentType === 'text/html')?.content;
  const quoted = typeof html === 'string' ? quotesIn(html.slice(0, MOST)) : [];
  return quoted.reduce(withoutStart, text.replace(/<quoted\s[^<>]*>/g, ' '));
}

function quotesIn(html: string): string[] {
  const pattern = /<blockquote\s[^<>]*schema\.skype\.com\/(?:Reply|Forward)[^<>]*>/gi;
  return [...html.matchAll(pattern)].map((match) => {
    const from = match.index + match[0].length;
    const to = html.indexOf('</blockquote>', from);
    return decode(html.slice(from, to < 0 ? undefined : to).replace(/<[^<>]*>/g, ' '));
  });
}

/** Cuts `quote` off the start of `text`; blanks and line ends don't count. */
function withoutStart(text: string, quote: string): string {
  const wanted = quote.replace(/\s+/g, '');
  let matched = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (matched === wanted.length) return text.slice(at);
    const letter = text.charAt(at);
    if (/\s/.test(letter)) continue;
    if (letter !== wanted.charAt(matched)) return text;
    matched += 1;
  }
  return matched === wanted.length ? '' : text;
}
