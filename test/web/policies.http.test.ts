import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyLine, PolicyView, VersionView } from '../../src/policies/model.ts';
import type { PolicyDuties, PostingView } from '../../src/walls/model.ts';
import { type Caller, engines, type Office, openOffice, type Problem } from './office.ts';

let office: Office;

afterEach(() => office.close());

const policy = { title: '夜间值班', posted: true, department: '客服部', places: ['front-desk'] };
const text = '# 夜间值班\n\n夜间每两小时巡视一次。';

interface People {
  readonly writer: Caller;
  readonly approver: Caller;
  readonly publisher: Caller;
}

async function people(): Promise<People> {
  return {
    writer: await office.as('administration'),
    approver: await office.as('supervisor'),
    publisher: await office.as('admin'),
  };
}

/** Takes a new version all the way into force. */
async function publish(
  { writer, approver, publisher }: People,
  code: string,
  version: { readonly text: string; readonly reason?: string; readonly from: string },
): Promise<number> {
  const { from, ...written } = version;
  const made = await writer.post<VersionView>(`/policies/${code}/versions`, written);
  expect(made.status).toBe(201);
  const path = `/policies/${code}/versions/${made.body.version}`;
  expect((await writer.post(`${path}/submit`)).status).toBe(201);
  const sha256 = made.body.sha256;
  expect((await approver.post(`${path}/approve`, { sha256 })).status).toBe(201);
  expect((await publisher.post(`${path}/publish`, { inForceFrom: from })).status).toBe(201);
  return made.body.version;
}

describe.each(engines)('policies over HTTP on %s', (engine) => {
  it('[POL-03] go from draft to in force by four hands, and tell what was in force when', async () => {
    office = await openOffice(engine);
    const all = await people();
    const { writer, approver, publisher } = all;
    const added = await writer.post<PolicyView>('/policies', policy);
    expect(added).toMatchObject({ status: 201, body: { inForce: null, latest: null } });
    const { code } = added.body;
    const written = await writer.post<VersionView>(`/policies/${code}/versions`, { text });
    expect(written.body).toMatchObject({ version: 1, status: 'draft', writtenBy: '陈静', text });
    const path = `/policies/${code}/versions/1`;
    expect((await publisher.post(`${path}/publish`, { inForceFrom: '2026-11-10' })).status).toBe(
      409,
    );
    expect((await writer.post<VersionView>(`${path}/submit`)).body.status).toBe('in-review');
    expect((await writer.post(`${path}/approve`)).status).toBe(403);
    const unread = { sha256: `sha256:${'0'.repeat(64)}` };
    expect((await approver.post(`${path}/approve`, unread)).status).toBe(409);
    const approved = await approver.post<VersionView>(`${path}/approve`, {
      sha256: written.body.sha256,
    });
    expect(approved.body).toMatchObject({ status: 'approved', approvedBy: '何光' });
    const on = (day: string) => writer.get<VersionView>(`/policies/${code}/in-force?on=${day}`);
    const published = await publisher.post<VersionView>(`${path}/publish`, {
      inForceFrom: '2026-11-10',
    });
    expect(published.body).toMatchObject({ inForceFrom: '2026-11-10', inForceUntil: null });
    const second = { text: `${text}\n\n雨天加一次。`, reason: '雨季', from: '2026-12-01' };
    expect(await publish(all, code, second)).toBe(2);
    expect((await on('2026-11-09')).status).toBe(404);
    expect((await on('2026-11-10')).body).toMatchObject({ version: 1, text });
    expect((await on('2026-11-30')).body.version).toBe(1);
    expect((await on('2026-12-01')).body.version).toBe(2);
    await publisher.post(`/policies/${code}/retire`, { on: '2027-01-01', reason: '并入夜班规程' });
    expect((await on('2026-12-31')).body.version).toBe(2);
    expect((await on('2027-01-01')).status).toBe(404);
    const { body } = await writer.get<{ items: unknown[] }>(`/policies/${code}/versions`);
    expect(body.items).toHaveLength(2);
    expect(JSON.stringify(body)).not.toContain('每两小时');
  });

  it('[POL-05] show what must hang and does not, until it is posted, and again at the next version', async () => {
    office = await openOffice(engine);
    const all = await people();
    const { body: added } = await all.writer.post<PolicyView>('/policies', policy);
    const { code } = added;
    await publish(all, code, { text, from: '2026-11-03' });
    const clerk = await office.as('clerk');
    const wall = async () => {
      const { body } = await clerk.get<PolicyDuties>('/policy-duties');
      return body.walls
        .filter((line) => line.code === code)
        .map(({ place, state }) => [place, state]);
    };
    expect(await wall()).toEqual([['front-desk', 'missing']]);
    const posted = await clerk.post('/postings', { code, place: 'front-desk' });
    expect(posted.status).toBe(201);
    expect(await wall()).toEqual([['front-desk', 'current']]);
    await publish(all, code, { text: `${text} 改`, reason: '改', from: '2026-11-04' });
    expect(await wall()).toEqual([['front-desk', 'current']]);
    office.clock.advance(24 * 3_600_000);
    const later = await office.as('secondClerk');
    const { body } = await later.get<PolicyDuties>('/policy-duties');
    expect(body.walls.find((line) => line.code === code)?.state).toBe('out-of-date');
    const list = await later.get<{ items: PostingView[] }>(`/postings?code=${code}`);
    expect(list.body.items).toMatchObject([
      { place: 'front-desk', version: 1, state: 'out-of-date' },
    ]);
  });
});

describe('a policy', () => {
  it('[POL-04] offers no way to change what was written', async () => {
    office = await openOffice();
    const all = await people();
    const { body } = await all.writer.post<PolicyView>('/policies', policy);
    await publish(all, body.code, { text, from: '2026-11-03' });
    const path = `/policies/${body.code}/versions/1`;
    const before = await all.writer.get(path);
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const answer = await all.publisher.send(path, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: '改过的正文' }),
      });
      expect(answer.status).toBe(404);
    }
    expect((await all.writer.get(path)).body).toEqual(before.body);
  });

  it('[POL-03] is never approved by who wrote it, whatever posts they hold', async () => {
    office = await openOffice();
    const deputy = await office.as('deputy');
    const { body } = await deputy.post<PolicyView>('/policies', policy);
    const path = `/policies/${body.code}/versions`;
    await deputy.post(path, { text });
    await deputy.post(`${path}/1/submit`);
    expect((await deputy.post<Problem>(`${path}/1/approve`)).status).toBe(403);
    expect((await deputy.get(`${path}/1`)).body).toMatchObject({ status: 'in-review' });
    expect((await (await office.as('supervisor')).post(`${path}/1/approve`)).status).toBe(201);
  });

  it('is told apart by its code, in either case, and its places are those of the catalogue', async () => {
    office = await openOffice();
    const { writer, publisher } = await people();
    const { body } = await writer.post<PolicyView>('/policies', { ...policy, code: 'ZD-80' });
    expect(body.code).toBe('ZD-80');
    expect((await writer.get('/policies/zd-80')).status).toBe(200);
    expect((await writer.post('/policies', { ...policy, code: 'ZD-80' })).status).toBe(409);
    const wrong = await publisher.post<Problem>('/policies/ZD-80/places', { places: ['moon'] });
    expect(wrong).toMatchObject({ status: 422, body: { problems: [{ field: 'places' }] } });
    const places = ['front-desk', 'gate'];
    const set = await publisher.post<PolicyView>('/policies/ZD-80/places', { places });
    expect(set.body.places).toEqual(places);
    const list = await writer.get<{ items: PolicyLine[] }>('/policies');
    expect(list.body.items.map(({ code }) => code)).toContain('ZD-80');
  });

  it('[POL-03] is adopted in bulk once another person has approved it', async () => {
    office = await openOffice();
    const { writer, approver, publisher } = await people();
    const { body } = await writer.post<PolicyView>('/policies', policy);
    const path = `/policies/${body.code}/versions`;
    await writer.post(path, { text });
    const adopt = async () =>
      (await publisher.post<{ adopted: string[] }>('/policies/adopt', { from: '2026-09-01' })).body;
    expect((await adopt()).adopted).not.toContain(body.code);
    await writer.post(`${path}/1/submit`);
    await approver.post(`${path}/1/approve`);
    expect((await adopt()).adopted).toContain(body.code);
    const inForce = await writer.get(`/policies/${body.code}/in-force?on=2026-09-01`);
    expect(inForce.body).toMatchObject({ version: 1, adopted: true });
  });
});
