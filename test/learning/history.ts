import { daysAfter } from '../../src/learning/rules.ts';

/** Something that happened in an office, as its people would tell it. */
export type Happening =
  | { readonly kind: 'hire' | 'leave' | 'rehire'; readonly person: number }
  | { readonly kind: 'posts'; readonly person: number; readonly posts: readonly string[] }
  | {
      readonly kind: 'publish';
      readonly policy: number;
      readonly version: number;
      readonly from: string;
    }
  | { readonly kind: 'retire'; readonly policy: number; readonly on: string }
  | {
      readonly kind: 'learn';
      readonly person: number;
      readonly policy: number;
      readonly version: number;
    };

/** What somebody owes of a policy. */
export interface Owing {
  readonly version: number;
  readonly since: string;
  readonly isBehind: boolean;
}

interface Noted {
  readonly day: string;
  readonly what: Happening;
}

/**
 * A diary, and the simplest answer to who owes what: every question is answered by going through
 * the diary from its first page, day by day, and nothing is ever remembered from one to the next.
 */
export class History {
  readonly #first: string;
  readonly #notes: Noted[] = [];
  readonly #postOf: readonly (string | null)[];

  constructor(first: string, postOf: readonly (string | null)[]) {
    this.#first = first;
    this.#postOf = postOf;
  }

  note(day: string, what: Happening): void {
    this.#notes.push({ day, what });
  }

  /** The version in force on a day, as far as the first so many notes tell. */
  inForce(policy: number, day: string, notes = this.#notes.length): number | null {
    let version: number | null = null;
    for (const { what } of this.#notes.slice(0, notes)) {
      if (what.kind === 'publish' && what.policy === policy && what.from <= day) {
        version = what.version;
      }
      if (what.kind === 'retire' && what.policy === policy && what.on <= day) version = null;
    }
    return version;
  }

  /** Whether a version is in force today or will be on a day to come, as far as is known. */
  isToRead(policy: number, version: number, today: string): boolean {
    for (let ahead = 0; ahead < 60; ahead += 1) {
      if (this.inForce(policy, daysAfter(today, ahead)) === version) return true;
    }
    return false;
  }

  owing(person: number, policy: number, today: string, withinDays: number): Owing | null {
    const version = this.inForce(policy, today);
    if (version === null || this.#learned(person, policy, version)) return null;
    let since: string | null = null;
    // Back through the moments of the diary, for as long as nothing broke it.
    for (const { day, notes } of this.#moments(today).toReversed()) {
      const holds = this.#isThere(person, notes) && this.#isTheirs(person, policy, notes);
      if (!holds || this.inForce(policy, day, notes) !== version) break;
      since = day;
    }
    if (since === null) return null;
    let days = 0;
    for (let day = since; day < today; day = daysAfter(day, 1)) days += 1;
    return { version, since, isBehind: days > withinDays };
  }

  /** Each morning, and after each note: how much had been noted by then. */
  #moments(today: string): { day: string; notes: number }[] {
    const moments: { day: string; notes: number }[] = [];
    let notes = 0;
    for (let day = this.#first; day <= today; day = daysAfter(day, 1)) {
      moments.push({ day, notes });
      while (this.#notes[notes]?.day === day) {
        notes += 1;
        moments.push({ day, notes });
      }
    }
    return moments;
  }

  #isThere(person: number, notes: number): boolean {
    let isThere = false;
    for (const { what } of this.#notes.slice(0, notes)) {
      if (!('person' in what) || what.person !== person) continue;
      if (what.kind === 'hire' || what.kind === 'rehire') isThere = true;
      if (what.kind === 'leave') isThere = false;
    }
    return isThere;
  }

  #isTheirs(person: number, policy: number, notes: number): boolean {
    const post = this.#postOf[policy];
    if (post == null) return true;
    let held: readonly string[] = [];
    for (const { what } of this.#notes.slice(0, notes)) {
      if (what.kind === 'posts' && what.person === person) held = what.posts;
    }
    return held.some((one) => one.startsWith(`${post}@`));
  }

  #learned(person: number, policy: number, version: number): boolean {
    return this.#notes.some(
      ({ what }) =>
        what.kind === 'learn' &&
        what.person === person &&
        what.policy === policy &&
        what.version === version,
    );
  }
}
