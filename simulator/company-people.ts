import type { Person } from './company-types.js';

type Name = 'anna' | 'luc' | 'sam' | 'priya' | 'eva' | 'tom' | 'marie' | 'gus' | 'olga';

interface Sketch {
  readonly key: Name;
  readonly givenName: string;
  readonly surname: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly title: string;
  readonly role?: Person['role'];
  readonly upn?: string;
  readonly mail?: string;
  readonly installed?: boolean;
  readonly accountEnabled?: boolean;
}

const SKETCHES: readonly Sketch[] = [
  {
    key: 'anna',
    givenName: 'Anna',
    surname: 'de Vries',
    locale: 'nl-NL',
    timeZone: 'Europe/Amsterdam',
    title: 'Planner',
  },
  {
    key: 'luc',
    givenName: 'Luc',
    surname: 'Martin',
    locale: 'fr-BE',
    timeZone: 'Europe/Brussels',
    title: 'Comptable',
  },
  {
    key: 'sam',
    givenName: 'Sam',
    surname: 'Carter',
    locale: 'en-GB',
    timeZone: 'Europe/London',
    title: 'Help desk operator',
    role: 'operator',
  },
  {
    key: 'priya',
    givenName: 'Priya',
    surname: 'Nair',
    locale: 'en-US',
    timeZone: 'Europe/Amsterdam',
    title: 'Help desk operator, second line',
    role: 'operator',
  },
  {
    key: 'eva',
    givenName: 'Eva',
    surname: 'Jansen',
    locale: 'nl-NL',
    timeZone: 'Europe/Amsterdam',
    title: 'IT-beheerder',
    role: 'admin',
  },
  {
    key: 'tom',
    givenName: 'Tom',
    surname: 'Willems',
    locale: 'nl-BE',
    timeZone: 'Europe/Brussels',
    title: 'Magazijnchef',
  },
  {
    key: 'marie',
    givenName: 'Marie',
    surname: 'Dubois',
    locale: 'fr-FR',
    timeZone: 'Europe/Paris',
    title: 'Stagiaire',
  },
  {
    key: 'gus',
    givenName: 'Gus',
    surname: 'Guest',
    locale: 'en-US',
    timeZone: 'America/New_York',
    title: 'External consultant',
    role: 'guest',
    // The form that Entra gives a B2B guest: the home address with #EXT#.
    upn: 'gus_partner.example#EXT#@noordzee.example',
    mail: 'gus@partner.example',
    installed: false,
  },
  {
    key: 'olga',
    givenName: 'Olga',
    surname: 'Former',
    locale: 'en-GB',
    timeZone: 'Europe/Amsterdam',
    title: 'Left the company',
    installed: false,
    accountEnabled: false,
  },
];

function addressOf(sketch: Sketch): string {
  const surname = sketch.surname.toLowerCase().replaceAll(' ', '');
  return `${sketch.givenName.toLowerCase()}.${surname}@noordzee.example`;
}

/** The people of Noordzee Logistics under the given object ids. */
export function noordzeePeople(ids: Readonly<Record<Name, string>>): Person[] {
  return SKETCHES.map((sketch) => ({
    id: ids[sketch.key],
    teamsId: `29:1Noordzee-${sketch.givenName}-${ids[sketch.key].slice(0, 8)}`,
    name: `${sketch.givenName} ${sketch.surname}`,
    givenName: sketch.givenName,
    surname: sketch.surname,
    upn: sketch.upn ?? addressOf(sketch),
    mail: sketch.mail ?? addressOf(sketch),
    locale: sketch.locale,
    timeZone: sketch.timeZone,
    country: sketch.locale.split('-')[1] ?? 'NL',
    title: sketch.title,
    role: sketch.role ?? 'user',
    userType: sketch.role === 'guest' ? 'Guest' : 'Member',
    accountEnabled: sketch.accountEnabled ?? true,
    installed: sketch.installed ?? true,
  }));
}
