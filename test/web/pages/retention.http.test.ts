import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type Office, openOffice, repair } from '../office.ts';
import { signedIn, type Visitor } from './visitor.ts';

describe.each(engines)('the retention calendar on %s', (engine) => {
  let office: Office;
  let auditor: Visitor;

  beforeAll(async () => {
    office = await openOffice(engine);
    const api = await office.as('clerk');
    await api.post('/records', repair());
    const done = { 处理结果: '已换锁扣', 回复业主时间: '2026-10-02 15:00' };
    const closed = await api.post('/records', repair(done));
    expect(closed.status, JSON.stringify(closed.body)).toBe(201);
    auditor = await signedIn(office, 'auditor');
  });

  afterAll(() => office?.close());

  it('[RET-03] tells what falls due when, by class and category, and leads to the records', async () => {
    const page = await auditor.get('/retention');
    expect(page.text).toContain('到期不会自动销毁');
    expect(page.text).toContain('2036-12');
    const figure = '/retention/due?month=2036-12&class=y10';
    expect(page.links).toContain(figure);
    const behind = await auditor.get(figure);
    expect(behind.text).toContain('2036-12-31');
    expect(behind.links.filter((link) => link.startsWith('/records/BX-'))).toHaveLength(1);
    expect(page.links).toContain('/retention/due?month=2036-12&class=y10&category=01');
  });

  it('[RET-03] counts open matters apart, since their period has not begun', async () => {
    const page = await auditor.get('/retention');
    const open = '/retention/due?open=1&class=y10';
    expect(page.links).toContain(open);
    const behind = await auditor.get(open);
    expect(behind.links.filter((link) => link.startsWith('/records/BX-'))).toHaveLength(1);
    expect(behind.text).not.toContain('2036-12-31');
  });

  it('refuses a month that is none, and has English', async () => {
    expect((await auditor.get('/retention/due?month=soon')).status).toBe(422);
    const english = await signedIn(office, 'auditor', 'en');
    expect((await english.get('/retention')).text).toContain('What falls due when');
  });
});
