import type { Change } from '../../services/desk/changes/change.js';
import type { Explained } from '../../services/desk/why.js';
import type { WhyVoice } from './why-voice.js';

/** Who asked, who agreed, what it waits for or how it ended, and who has a say in it. */
export function changeLines(
  voice: WhyVoice,
  { change, right, roles }: Extract<Explained, { of: 'change' }>,
): string[] {
  const { say, moments, name } = voice;
  const asked = { who: name(change.requester), at: moments.at(change.openedAt), right };
  return [
    say(change.breakGlass ? 'why.change.forced' : 'why.change.asked', asked),
    ...change.agreements.map(({ by, at }) =>
      say('why.change.agreed', { who: name(by), at: moments.at(at) }),
    ),
    ...(standing(voice, change) ?? []),
    say('why.change.who', { right, roles: voice.roles(roles) }),
  ];
}

function standing(voice: WhyVoice, change: Change): string[] | undefined {
  const { say, moments, span } = voice;
  switch (change.state) {
    case 'waiting': {
      const { agreements, quorum, expiresAt, openedAt } = change;
      const given = span(expiresAt - openedAt);
      const count = { agreed: agreements.length, quorum };
      return [say('why.change.waits', { ...count, at: moments.at(expiresAt), span: given })];
    }
    case 'not-applied':
      return [say(`why.change.failed.${change.failure}`)];
    case 'rejected':
    case 'taken-back':
    case 'lapsed':
    case 'applied':
      return [moved(voice, change)];
    case 'agreed':
      return undefined;
  }
}

function moved({ t, locale, say, moments, name }: WhyVoice, { moved }: Change): string {
  const who = moved.by === 'desk' ? '' : name(moved.by);
  const event = t(locale, `common:changeEvent.${moved.type}`, { who });
  return say('why.change.moved', { event, at: moments.at(moved.at) });
}
