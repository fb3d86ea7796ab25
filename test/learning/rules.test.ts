import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error.ts';
import { digestOf } from '../../src/core/digest.ts';
import { daysAfter, type Learner, maySign, standingOf } from '../../src/learning/rules.ts';
import { isInForce, publish, retire, type VersionState } from '../../src/policies/rules.ts';
import { History } from './history.ts';
import { peopleCount, postOf, type Wish, wish } from './wishes.ts';

const first = '2026-11-01';

interface Version extends VersionState {
  readonly publishedOn: string;
}

interface Person {
  readonly active: boolean;
  readonly hiredOn: string;
  /** The posts held, as `post@site`, each since a day. */
  readonly posts: ReadonlyMap<string, string>;
}

/** What the tables would hold, changed as the commands change them, beside the diary of it all. */
class Office {
  readonly history = new History(first, postOf);
  readonly people: (Person | undefined)[] = Array.from({ length: peopleCount }, () => undefined);
  readonly versions: Version[][] = postOf.map(() => []);
  readonly learned = new Set<string>();
  today = first;

  try(what: Wish): void {
    if (what.kind === 'nights') this.today = daysAfter(this.today, what.count);
    else if (what.kind === 'hire') this.hire(what.person);
    else if (what.kind === 'leave') this.leave(what.person);
    else if (what.kind === 'posts') this.give(what.person, what.posts);
    else if (what.kind === 'publish') this.publish(what.policy, daysAfter(this.today, what.days));
    else if (what.kind === 'retire') this.retire(what.policy, daysAfter(this.today, what.days));
    else this.learn(what);
  }

  hire(person: number): void {
    const known = this.people[person];
    if (known?.active === true) return;
    const posts = known?.posts ?? new Map<string, string>();
    this.people[person] = { active: true, hiredOn: this.today, posts };
    this.history.note(this.today, { kind: known === undefined ? 'hire' : 'rehire', person });
  }

  leave(person: number): void {
    const known = this.people[person];
    if (known?.active !== true) return;
    this.people[person] = { ...known, active: false };
    this.history.note(this.today, { kind: 'leave', person });
  }

  give(person: number, posts: readonly string[]): void {
    const known = this.people[person];
    if (known === undefined) return;
    const earliest = (held: string) =>
      [...known.posts]
        .filter(([one]) => one.split('@')[0] === held.split('@')[0])
        .map(([, since]) => since)
        .toSorted()[0];
    const held = posts.map((one) => [one, known.posts.get(one) ?? earliest(one) ?? this.today]);
    this.people[person] = { ...known, posts: new Map(held as [string, string][]) };
    this.history.note(this.today, { kind: 'posts', person, posts });
  }

  publish(policy: number, from: string): void {
    const all = this.versions[policy] ?? [];
    const version = all.length + 1;
    const text = `${policy}.${version}`;
    const days = { inForceFrom: null, inForceUntil: null, publishedOn: this.today };
    const next: Version = {
      ...{ version, text, sha256: digestOf(text), writtenBy: '', status: 'approved' },
      ...days,
    };
    const effect = publish(next, all, from);
    if (effect instanceof AppError) return;
    this.close(all, effect.closes);
    all.push({ ...next, status: 'published', inForceFrom: from });
    this.history.note(this.today, { kind: 'publish', policy, version, from });
  }

  retire(policy: number, on: string): void {
    const all = this.versions[policy] ?? [];
    const effect = retire(all, on);
    if (effect instanceof AppError) return;
    this.close(all, effect.closes, 'retired');
    this.history.note(this.today, { kind: 'retire', policy, on });
  }

  close(
    all: Version[],
    closes: { version: number; until: string } | undefined,
    status: 'published' | 'retired' = 'published',
  ): void {
    const at = all.findIndex(({ version }) => version === closes?.version);
    const known = all[at];
    if (known && closes) all[at] = { ...known, status, inForceUntil: closes.until };
  }

  learn({ kind, person, policy, back }: Extract<Wish, { back: number }>): void {
    const all = this.versions[policy] ?? [];
    const version = all.at(-1 - back);
    if (version === undefined || this.people[person]?.active !== true) return;
    const read = { code: `P-${policy}`, sha256: version.sha256, today: this.today };
    const refusal = kind === 'sign' ? maySign(version, all, read) : undefined;
    if (kind === 'sign') {
      const isToRead = this.history.isToRead(policy, version.version, this.today);
      expect(refusal === undefined, `sign ${policy}.${version.version}`).toBe(isToRead);
    }
    if (refusal !== undefined) return;
    this.learned.add(`${person} ${policy} ${version.version}`);
    this.history.note(this.today, { kind: 'learn', person, policy, version: version.version });
  }

  owing(person: number, policy: number, withinDays: number) {
    const known = this.people[person];
    const taught = this.versions[policy]?.find((one) => isInForce(one, this.today));
    if (known === undefined || taught === undefined) return null;
    const learner: Learner = {
      ...known,
      posts: [...known.posts].map(([held, since]) => ({ post: held.split('@')[0] ?? '', since })),
    };
    const { version, inForceFrom, publishedOn } = taught;
    const standing = standingOf(
      learner,
      { version, inForceFrom: inForceFrom ?? '', publishedOn, post: postOf[policy] ?? null },
      [...this.learned].flatMap((one) => {
        const [who, what, which] = one.split(' ').map(Number);
        return who === person && what === policy && which !== undefined ? [which] : [];
      }),
      { today: this.today, withinDays },
    );
    if (standing.state === 'not-owed' || standing.state === 'learned') return null;
    return { version, since: standing.since, isBehind: standing.isBehind };
  }
}

describe('who owes what', () => {
  it('is what a diary tells that is gone through from its first page, whatever happened in whatever order', () => {
    const seen = { owed: 0, behind: 0, none: 0 };
    fc.assert(
      fc.property(
        fc.array(wish, { maxLength: 60, size: 'max' }),
        fc.integer({ min: 0, max: 9 }),
        (wishes, withinDays) => {
          const office = new Office();
          for (const one of wishes) {
            office.try(one);
            for (let person = 0; person < peopleCount; person += 1) {
              for (let policy = 0; policy < postOf.length; policy += 1) {
                const expected = office.history.owing(person, policy, office.today, withinDays);
                expect(office.owing(person, policy, withinDays)).toEqual(expected);
                if (expected === null) seen.none += 1;
                else if (expected.isBehind) seen.behind += 1;
                else seen.owed += 1;
              }
            }
          }
        },
      ),
      { numRuns: 150 },
    );
    // The ways tried are worth trying: each answer is met often.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(500);
  });

  it('counts days: owed on the day, in time on the last day, behind on the next', () => {
    const learner: Learner = { active: true, hiredOn: '2026-10-01', posts: [] };
    const taught = {
      ...{ version: 2, inForceFrom: '2026-11-01', publishedOn: '2026-10-20' },
      post: null,
    };
    const on = (today: string) => standingOf(learner, taught, [1], { today, withinDays: 7 });
    expect(on('2026-11-08')).toMatchObject({ state: 'older', knows: 1, isBehind: false });
    expect(on('2026-11-09')).toMatchObject({
      since: '2026-11-01',
      dueOn: '2026-11-08',
      isBehind: true,
    });
    expect(
      standingOf({ ...learner, active: false }, taught, [], { today: '2027-01-01', withinDays: 7 }),
    ).toEqual({ state: 'not-owed' });
  });

  it('a text published late for an earlier day is owed since it could be read', () => {
    const learner: Learner = { active: true, hiredOn: '2026-01-01', posts: [] };
    const taught = { version: 1, inForceFrom: '2026-02-01', publishedOn: '2026-11-01', post: null };
    const standing = standingOf(learner, taught, [], { today: '2026-11-02', withinDays: 7 });
    expect(standing).toMatchObject({ since: '2026-11-01', isBehind: false });
  });
});
