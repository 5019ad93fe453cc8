import { noordzee, type Company, type Person } from '../../simulator/index.js';

/** Noordzee Logistics with `count` more users, each with the app and a chat of their own. */
export function crowded(count: number): Company {
  const company = noordzee();
  const crowd = Array.from({ length: count }, (_, index): Person => {
    const number = String(index + 1).padStart(4, '0');
    return {
      id: `f000${number}-0000-4000-8000-000000000001`,
      teamsId: `29:1Crowd-${number}`,
      name: `User ${number}`,
      givenName: 'User',
      surname: number,
      upn: `user${number}@noordzee.example`,
      mail: `user${number}@noordzee.example`,
      locale: ['en-GB', 'nl-NL', 'fr-FR'][index % 3] ?? 'en-GB',
      timeZone: 'Europe/Amsterdam',
      country: 'NL',
      title: 'One of many',
      role: 'user',
      userType: 'Member',
      accountEnabled: true,
      installed: true,
    };
  });
  return { ...company, people: [...company.people, ...crowd] };
}
