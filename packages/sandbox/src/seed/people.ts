import { Person } from '../git';

/** The invented people of the demo fleet, by the team that owns a service. */
const TEAMS: Record<string, Person[]> = {
  'team-pay': [
    { name: 'Mira Okafor', email: 'mira.okafor@shop.example' },
    { name: 'Jonas Lind', email: 'jonas.lind@shop.example' },
  ],
  'team-web': [
    { name: 'Aiko Brandt', email: 'aiko.brandt@shop.example' },
    { name: 'Tomas Reyes', email: 'tomas.reyes@shop.example' },
  ],
};

const ANYONE: Person[] = [
  { name: 'Noor Haddad', email: 'noor.haddad@shop.example' },
  { name: 'Ellis Moreau', email: 'ellis.moreau@shop.example' },
];

export function peopleOf(owner: string): Person[] {
  return TEAMS[owner.replace(/^.*[:/]/, '')] ?? ANYONE;
}
