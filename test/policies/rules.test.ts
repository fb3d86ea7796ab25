import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error.ts';
import {
  isInForce,
  publish,
  retire,
  statusOn,
  type VersionState,
} from '../../src/policies/rules.ts';

const day = (offset: number) =>
  Temporal.PlainDate.from('2026-10-01').add({ days: offset }).toString();

type Step = { kind: 'publish' | 'retire'; offset: number };

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('publish', 'publish', 'retire') as fc.Arbitrary<Step['kind']>,
    offset: fc.integer({ min: 0, max: 30 }),
  }),
  { maxLength: 12 },
);

function draft(version: number): VersionState {
  return {
    version,
    status: 'approved',
    writtenBy: 'person:xu',
    text: '',
    sha256: '',
    inForceFrom: null,
    inForceUntil: null,
  };
}

/** Runs steps through the rules, as the commands do. Returns the versions and the steps taken. */
function play(wanted: readonly Step[]) {
  let versions: VersionState[] = [];
  const taken: { version: number | undefined; from: string }[] = [];
  for (const { kind, offset } of wanted) {
    const from = day(offset);
    const next = draft(versions.length + 1);
    const change = kind === 'publish' ? publish(next, versions, from) : retire(versions, from);
    if (change instanceof AppError) continue;
    versions = versions.map((one) =>
      one.version === change.closes?.version
        ? {
            ...one,
            inForceUntil: change.closes.until,
            status: kind === 'retire' ? 'retired' : one.status,
          }
        : one,
    );
    if (kind === 'publish') {
      versions.push({ ...next, status: 'published', inForceFrom: from });
    }
    taken.push({ version: kind === 'publish' ? next.version : undefined, from });
  }
  return { versions, taken };
}

describe('what is in force', () => {
  it('is at most one version on any day, whatever is published and retired', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: -1, max: 32 }), (wanted, offset) => {
        const { versions } = play(wanted);
        const now = versions.filter((version) => isInForce(version, day(offset)));
        expect(now.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is what the last step up to that day says', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: -1, max: 32 }), (wanted, offset) => {
        const { versions, taken } = play(wanted);
        const on = day(offset);
        const expected = taken.findLast(({ from }) => from <= on)?.version;
        const found = versions.find((version) => isInForce(version, on))?.version;
        expect(found).toBe(expected);
      }),
    );
  });

  it('is decided by steps of both kinds in these trials', () => {
    const { taken } = play([
      { kind: 'publish', offset: 3 },
      { kind: 'publish', offset: 1 },
      { kind: 'retire', offset: 5 },
      { kind: 'retire', offset: 6 },
      { kind: 'publish', offset: 4 },
      { kind: 'publish', offset: 8 },
    ]);
    expect(taken).toEqual([
      { version: 1, from: day(3) },
      { version: undefined, from: day(5) },
      { version: 2, from: day(8) },
    ]);
  });

  it('turns superseded or retired on the first day without it', () => {
    const over = { ...draft(1), inForceFrom: day(0), inForceUntil: day(9) };
    expect(statusOn({ ...over, status: 'published' }, day(8))).toBe('published');
    expect(statusOn({ ...over, status: 'published' }, day(9))).toBe('superseded');
    expect(statusOn({ ...over, status: 'retired' }, day(9))).toBe('retired');
  });
});
