import { LOCALES } from '../services/desk/people/person.js';
import { frame, maybe, type Drawing, type Frame, type Maybe, type Text } from './drawing.js';
import { button, type Button } from './moves.js';
import type { Link } from './said.js';
import { plain, type Line } from './sheet.js';
import { line } from './untrusted.js';

export interface WelcomeCard extends Frame {
  readonly title: string;
  /** May hold a name. */
  readonly leads: Maybe<Text>;
  readonly lines: readonly Line[];
  readonly buttons: readonly Button[];
  readonly links: readonly Link[];
}

export type Welcomed = 'user' | 'operator' | 'admin';

/** The first time there is more to say than to somebody who says hello. */
export interface Introduction {
  /** Where the organisation says what becomes of people's data. */
  readonly privacyUrl?: string | undefined;
  /** How long requests are kept after they are over. */
  readonly keptDays?: number;
  /** Set in a team: everybody there reads it. */
  readonly team?: {
    readonly addedBy: string;
    /** It is the help desk's channel already. */
    readonly desk: boolean;
    /** Leads to one's own chat with the app. */
    readonly chatUrl?: string | undefined;
  };
}

/** Three things to try, and the other languages where somebody reads alone. */
export function welcomeCard(
  drawing: Drawing,
  role: Welcomed,
  introduction?: Introduction,
): WelcomeCard {
  if (introduction?.team) return teamCard(drawing, introduction, introduction.team);
  const { say, reader } = drawing;
  const title = say('cards:welcome.title');
  const isPrivate = reader.person !== undefined;
  return {
    ...frame(drawing, title),
    title,
    leads: [],
    lines: [
      plain(say(`cards:welcome.${role}`)),
      ...(introduction ? [plain(say('cards:welcome.stored')), ...kept(drawing, introduction)] : []),
      plain(say('cards:welcome.try')),
    ],
    buttons: [
      ...tries(role, isPrivate).map((verb, index) => tryButton(drawing, verb, index)),
      ...(isPrivate ? languages(drawing) : []),
    ],
    links: privacyLink(drawing, introduction),
  };
}

/** In a channel everybody reads it, so it speaks to no role. */
function teamCard(
  drawing: Drawing,
  introduction: Introduction,
  { addedBy, desk, chatUrl }: NonNullable<Introduction['team']>,
): WelcomeCard {
  const { say } = drawing;
  const title = say('cards:welcome.teamTitle');
  const name = line(addedBy);
  const verbs: readonly Try[] = desk ? ['queue', 'new', 'help'] : ['setup', 'help'];
  const chat = chatUrl === undefined ? [] : [{ title: say('cards:welcome.chat'), url: chatUrl }];
  return {
    ...frame(drawing, title),
    title,
    leads: maybe(name !== '', () => ({ text: say('cards:welcome.addedBy', { name }) })),
    lines: [
      plain(say('cards:welcome.team')),
      plain(say('cards:welcome.storedTeam')),
      ...kept(drawing, introduction),
      plain(say(desk ? 'cards:welcome.try' : 'cards:welcome.tryTeam')),
    ],
    buttons: verbs.map((verb, index) => tryButton(drawing, verb, index)),
    links: [...chat, ...privacyLink(drawing, introduction)],
  };
}

function kept({ say }: Drawing, { keptDays }: Introduction): Line[] {
  return keptDays === undefined ? [] : [plain(say('cards:welcome.kept', { count: keptDays }))];
}

function privacyLink({ say }: Drawing, introduction: Introduction | undefined): Link[] {
  const url = introduction?.privacyUrl;
  return url === undefined ? [] : [{ title: say('cards:welcome.privacy'), url }];
}

type Try = 'new' | 'requests' | 'queue' | 'setup' | 'help';

function tries(role: Welcomed, isPrivate: boolean): readonly Try[] {
  switch (role) {
    case 'user':
      return ['new', 'requests', 'help'];
    case 'operator':
      return ['queue', 'new', 'help'];
    case 'admin':
      return isPrivate ? ['queue', 'new', 'help'] : ['setup', 'queue', 'help'];
  }
}

function tryButton({ say }: Drawing, verb: Try, index: number): Button {
  return button(
    verb,
    say(`cards:move.${verb}.title`),
    {},
    { style: index === 0 ? 'positive' : 'default' },
  );
}

/** Each in its own name, so that it is found by those who can't read this one. */
function languages({ say, reader }: Drawing): Button[] {
  return LOCALES.filter((locale) => locale !== reader.locale).map((language) =>
    button('language', say(`common:language.${language}`), { language }, { mode: 'secondary' }),
  );
}
