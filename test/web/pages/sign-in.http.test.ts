import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice, passwordOf } from '../office.ts';
import { signedIn, visitorOf } from './visitor.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office?.close());

describe('signing in by the page', () => {
  it('leads back to where one wanted to go, and never to another site', async () => {
    const visitor = visitorOf(office);
    const asked = await visitor.get('/records?q=x');
    expect(asked.path).toBe('/sign-in?next=%2Frecords%3Fq%3Dx');
    const page = await visitor.follow(asked);
    const fields = { ...page.form(), username: 'clerk', password: passwordOf('clerk') };
    expect((await visitor.post('/sign-in', fields)).path).toBe('/records?q=x');
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      expect((await visitor.post('/sign-in', { ...fields, next })).path).toBe('/');
    }
  });

  it('says the same of a wrong name and a wrong password, keeps the name, and rests after five', async () => {
    const visitor = visitorOf(office);
    const wrong = await visitor.post('/sign-in', { username: 'auditor', password: 'no' });
    expect(wrong.status).toBe(422);
    expect(wrong.form().username).toBe('auditor');
    expect(wrong.html).toMatch(/<title>错误：/);
    const nobody = await visitor.post('/sign-in', { username: 'nobody', password: 'no' });
    expect(nobody.text.replace('nobody', '')).toBe(wrong.text.replace('auditor', ''));
    for (let tries = 0; tries < 4; tries += 1) {
      await visitor.post('/sign-in', { username: 'auditor', password: 'no' });
    }
    const rested = { username: 'auditor', password: passwordOf('auditor') };
    const refused = await visitor.post('/sign-in', rested);
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('分钟后再试');
  });

  it('lets the next person in at the same machine, whose session is another', async () => {
    const visitor = await signedIn(office, 'clerk');
    await visitor.signOut();
    expect((await visitor.get('/desk')).path).toMatch(/^\/sign-in/);
    await visitor.signIn('supervisor');
    expect((await visitor.get('/me')).text).toContain('何光');
  });

  it('speaks English to who asks for it, and says whose office it is', async () => {
    const visitor = visitorOf(office);
    const { text } = await visitor.get('/sign-in');
    expect(text).toContain(office.home.catalogue.document.company);
    await visitor.get('/sign-in?lang=en');
    expect((await visitor.get('/sign-in')).text).toContain('User name');
  });
});
