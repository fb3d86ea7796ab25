import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePerson, setActive } from '../../src/access/change-person.ts';
import { addPerson } from '../../src/access/commands.ts';
import { getRequester } from '../../src/access/queries.ts';
import { AppError } from '../../src/core/app-error.ts';
import { localDateOf } from '../../src/core/month.ts';
import type { Home } from '../../src/home/open.ts';
import { signReading } from '../../src/learning/commands/sign-reading.ts';
import type { PersonLearning } from '../../src/learning/model.ts';
import { learningMatrix } from '../../src/learning/queries/matrix.ts';
import { personLearning } from '../../src/learning/queries/person-learning.ts';
import { insertLearned } from '../../src/learning/rows.ts';
import { daysAfter, usualLearnWithinDays } from '../../src/learning/rules.ts';
import { addPolicy } from '../../src/policies/commands/add-policy.ts';
import { publishVersion, retirePolicy } from '../../src/policies/commands/publish-version.ts';
import { tiePost } from '../../src/policies/commands/tie-post.ts';
import { versionsOf } from '../../src/policies/queries/versions.ts';
import { openTestHome, operator } from '../kit/open-home.ts';
import { approvedVersion, publisher, writer } from '../policies/house.ts';
import { History } from './history.ts';
import { peopleCount, postOf, type Wish, wish } from './wishes.ts';

const password = 'learner-password';
const day = 86_400_000;
const others = { sites: [{ code: 'B', name: '二期', roomPattern: '^(.*)$' }] };

/** How every round begins, so that whatever is drawn, something is owed for a while. */
const somethingOwed: Wish[] = [
  { kind: 'hire', person: 0 },
  { kind: 'publish', policy: 0, days: 0 },
];

/** A real home in which wishes are tried by its commands, beside the diary of what came of them. */
class RealOffice {
  readonly home: Home;
  readonly advance: (milliseconds: number) => void;
  readonly history: History;
  readonly names: readonly string[];
  readonly hired = new Set<number>();
  codes: string[] = [];

  constructor(home: Home, advance: (milliseconds: number) => void, round: number) {
    this.home = home;
    this.advance = advance;
    this.names = Array.from({ length: peopleCount }, (_, at) => `person-${round}-${at}`);
    this.history = new History(this.today, postOf);
  }

  get today(): string {
    return localDateOf(this.home.clock.now(), this.home.catalogue.document.timeZone);
  }

  async open(): Promise<void> {
    for (const [at, post] of postOf.entries()) {
      const policy = { title: `制度 ${at}`, posted: false, department: '客服部' };
      const code = await addPolicy(this.home, writer, policy);
      // A post has one statement: that of an earlier round is none any more.
      if (post !== null) {
        const ties = await this.home.store.read.selectFrom('policy_post').selectAll().execute();
        for (const tie of ties) await tiePost(this.home, writer, { code: tie.policy, post: null });
        await tiePost(this.home, writer, { code, post });
      }
      this.codes.push(code);
    }
  }

  /** Tries a wish; what a command refuses has not happened. */
  async try(what: Wish): Promise<void> {
    try {
      await this.#do(what);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  async #do(what: Wish): Promise<void> {
    const { home, history, today } = this;
    if (what.kind === 'nights') {
      this.advance(what.count * day);
      return;
    }
    if (what.kind === 'publish') {
      const code = this.codes[what.policy] ?? '';
      const from = daysAfter(today, what.days);
      const version = await approvedVersion(home, code, `自 ${from} 起。\n`);
      await publishVersion(home, publisher, { code, version, inForceFrom: from });
      history.note(today, { kind: 'publish', policy: what.policy, version, from });
      return;
    }
    if (what.kind === 'retire') {
      const on = daysAfter(today, what.days);
      const code = this.codes[what.policy] ?? '';
      await retirePolicy(home, publisher, { code, on, reason: '并入另一项' });
      history.note(today, { kind: 'retire', policy: what.policy, on });
      return;
    }
    const { person } = what;
    const username = this.names[person] ?? '';
    if (what.kind === 'hire') await this.#hire(person, username);
    else if (what.kind === 'leave') {
      await setActive(home.ledger, operator, { username, active: false });
      history.note(today, { kind: 'leave', person });
    } else if (what.kind === 'posts') {
      const posts = what.posts.map((held) => {
        const [post = '', site = ''] = held.split('@');
        return { post, site };
      });
      await changePerson(home.ledger, operator, { username, posts });
      history.note(today, { kind: 'posts', person, posts: what.posts });
    } else await this.#learn(what, username);
  }

  async #hire(person: number, username: string): Promise<void> {
    const { home, history, today } = this;
    if (this.hired.has(person)) {
      await setActive(home.ledger, operator, { username, active: true });
      history.note(today, { kind: 'rehire', person });
      return;
    }
    const roles = [{ site: 'A', role: 'clerk' as const }];
    await addPerson(home.ledger, operator, { username, name: username, password, roles });
    this.hired.add(person);
    history.note(today, { kind: 'hire', person });
  }

  async #learn(
    { kind, person, policy, back }: Extract<Wish, { back: number }>,
    username: string,
  ): Promise<void> {
    const { home, history, today } = this;
    const who = await getRequester(home.store.read, username);
    const code = this.codes[policy] ?? '';
    const text = (await versionsOf(home.store.read, code)).at(-1 - back);
    if (text === undefined) return;
    const { version, sha256 } = text;
    if (kind === 'sign') {
      await signReading(home, who, { readings: [{ code, version, sha256 }] }, { password });
    } else {
      await home.ledger.transact(operator.actor, async ({ db, now, seq }) => {
        const source = 'session';
        const fact = { person: idOf(who), code, version, how: 'training', source } as const;
        await insertLearned(db, fact, { at: now, seq });
        return { result: null, entries: [{ kind: 'policy.learned', subject: code }] };
      });
    }
    history.note(today, { kind: 'learn', person, policy, version });
  }

  /** What the diary tells of one person, as their own list should. */
  expected(person: number) {
    return this.codes.flatMap((code, policy) => {
      const owing = this.history.owing(person, policy, this.today, usualLearnWithinDays);
      return owing === null ? [] : [{ code, ...owing }];
    });
  }
}

function idOf({ actor }: { actor: { kind: string; id?: string } }): string {
  return actor.id ?? '';
}

/** What is owed of the policies of this round. */
function owedOf({ owed }: PersonLearning, codes: readonly string[]) {
  return owed
    .filter(({ code }) => codes.includes(code))
    .map(({ code, version, since, isBehind }) => ({ code, version, since, isBehind }))
    .toSorted((one, other) => (one.code < other.code ? -1 : 1));
}

describe('learning by real commands', () => {
  it('is what the diary tells: in each person’s list, and in the matrix', async () => {
    const { home, clock } = await openTestHome('sqlite');
    const { document } = home.catalogue;
    const sites = [...document.sites, ...others.sites];
    await home.catalogue.save(operator.actor, { ...document, sites });
    let [round, owed] = [0, 0];
    const wishes = fc.array(wish, { minLength: 15, maxLength: 22, size: 'max' });
    await fc.assert(
      fc.asyncProperty(wishes, async (tried) => {
        const office = new RealOffice(home, (time) => clock.advance(time), round++);
        await office.open();
        for (const one of [...somethingOwed, ...tried]) await office.try(one);
        const matrix = await learningMatrix(home, operator);
        for (const person of office.hired) {
          const username = office.names[person] ?? '';
          const expected = office.expected(person);
          owed += expected.length;
          const own = await personLearning(home, operator, username);
          expect(owedOf(own, office.codes), username).toEqual(expected);
          const row = matrix.people.find((one) => one.username === username);
          const cells = matrix.policies.flatMap(({ code }, column) => {
            const cell = row?.cells[column];
            if (cell === undefined || !('since' in cell) || !office.codes.includes(code)) return [];
            const { version, since, isBehind } = cell;
            return [{ code, version, since, isBehind }];
          });
          expect(cells, username).toEqual(expected);
        }
      }),
      { numRuns: 8, endOnFailure: true },
    );
    expect(owed).toBeGreaterThan(0);
  });
});
