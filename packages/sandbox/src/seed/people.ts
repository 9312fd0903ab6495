import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Person } from '../git';

/** Who commits where nobody is known by name. */
const SOMEBODY: Person = { name: 'Dev', email: 'dev@shop.example' };

/** The people of the catalog, by the team that owns a service. */
export class People {
  private constructor(private readonly teams: Map<string, Person[]>) {}

  static async read(examplesDir: string): Promise<People> {
    const text = await readFile(join(examplesDir, 'org.yaml'), 'utf8').catch(
      () => '',
    );
    const teams = new Map<string, Person[]>();
    for (const document of parseAllDocuments(text)) {
      const { kind, spec } = document.toJS() ?? {};
      const { displayName: name, email } = spec?.profile ?? {};
      if (kind === 'User' && name && email) {
        for (const team of spec.memberOf ?? []) {
          teams.set(team, [...(teams.get(team) ?? []), { name, email }]);
        }
      }
    }
    return new People(teams);
  }

  /** The members of a team take turns. */
  of(owner: string, turn: number): Person {
    const team = this.teams.get(owner.replace(/^.*[:/]/, '')) ?? [SOMEBODY];
    return team[turn % team.length];
  }
}
