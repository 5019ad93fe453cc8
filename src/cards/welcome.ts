import { LOCALES } from '../services/desk/people/person.js';
import { frame, type Drawing, type Frame } from './drawing.js';
import { button, type Button } from './moves.js';
import { plain, type Line } from './sheet.js';

export interface WelcomeCard extends Frame {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly buttons: readonly Button[];
}

export type Welcomed = 'user' | 'operator' | 'admin';

/** Three things to try, and the other languages where somebody reads alone. */
export function welcomeCard(drawing: Drawing, role: Welcomed): WelcomeCard {
  const { say, reader } = drawing;
  const title = say('cards:welcome.title');
  const isPrivate = reader.person !== undefined;
  return {
    ...frame(drawing, title),
    title,
    lines: [plain(say(`cards:welcome.${role}`)), plain(say('cards:welcome.try'))],
    buttons: [
      ...tries(role, isPrivate).map((verb, index) => tryButton(drawing, verb, index)),
      ...(isPrivate ? languages(drawing) : []),
    ],
  };
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
