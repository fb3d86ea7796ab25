import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { householdsCsv, type Office, openOffice, passwordOf, repair } from '../office.ts';
import { signedIn, type Visitor } from './visitor.ts';

let office: Office;
let clerk: Visitor;

beforeAll(async () => {
  office = await openOffice();
  const [clerks, admin] = [await office.as('clerk'), await office.as('admin')];
  const path = '/imports/households?fileName=list.csv';
  await clerks.send(path, { method: 'POST', body: householdsCsv });
  await clerks.post('/records', repair({ 房号: '3-2-0501' }));
  await admin.post('/people', {
    username: 'keeper',
    name: '房管员',
    password: passwordOf('keeper'),
    roles: [{ site: 'A', role: 'keeper' }],
  });
  clerk = await signedIn(office, 'clerk');
});

afterAll(() => office?.close());

describe('the room under the field', () => {
  it('is told with its household, masked, and what is open there', async () => {
    const card = await clerk.get(`/rooms/card?room=${encodeURIComponent('3栋2单元501')}`);
    expect(card.text).toContain('3-2-0501 莫** 138****0501');
    expect(card.text).toContain('首问责任人：王芳');
    expect(card.links).toContain('/archives/3-2-0501');
    expect(card.html).not.toMatch(/莫小兰|13800000501/);
  });

  it('is asked back where there is none such', async () => {
    const card = await clerk.get('/rooms/card?room=3-2-5011');
    expect(card.text).toContain('没有 3-2-5011，是不是 3-2-0501');
  });

  it('is offered while one types, by number and by the initials of a name', async () => {
    const found = async (who: Visitor, words: string) =>
      JSON.parse((await who.get(`/rooms?q=${encodeURIComponent(words)}`)).html);
    const line = { room: '3-2-0501', line: '莫** 138****0501' };
    expect(await found(clerk, '3-2-5')).toEqual([line]);
    expect(await found(clerk, 'mxl')).toEqual([line]);
    const keeper = await signedIn(office, 'keeper');
    expect(await found(keeper, '3-2-501')).toEqual([{ room: '3-2-0501', line: '3-2-0501' }]);
    expect(await found(keeper, 'mxl')).toEqual([]);
  });

  it('says nothing of a household to whom archives are closed', async () => {
    const keeper = await signedIn(office, 'keeper');
    const card = await keeper.get('/rooms/card?room=3-2-0501');
    expect(card.status).toBe(200);
    expect(card.text).not.toContain('莫');
  });
});
