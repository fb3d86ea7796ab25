import { householdsCsv, type Office, openOffice } from '../office.ts';
import { type Visitor, visitorOf } from './visitor.ts';

/** An office with a list of its households, visited by its people. */
export interface ListedOffice {
  readonly office: Office;
  visitor(username: string): Promise<Visitor>;
}

/** Opens an office and brings in its household list. */
export async function openListedOffice(): Promise<ListedOffice> {
  const office = await openOffice();
  const answer = await (await office.as('clerk')).send('/imports/households?fileName=list.csv', {
    method: 'POST',
    body: householdsCsv,
  });
  if (answer.status !== 200) throw new Error(`the list is not taken: ${answer.status}`);
  return {
    office,
    async visitor(username) {
      const visitor = visitorOf(office);
      await visitor.signIn(username);
      return visitor;
    },
  };
}
