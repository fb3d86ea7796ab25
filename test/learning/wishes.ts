import fc from 'fast-check';

/** What is tried next; what is not possible then is refused, and nothing has happened. */
export type Wish =
  | { readonly kind: 'nights'; readonly count: number }
  | { readonly kind: 'hire'; readonly person: number }
  | { readonly kind: 'leave'; readonly person: number }
  | { readonly kind: 'posts'; readonly person: number; readonly posts: readonly string[] }
  | { readonly kind: 'publish'; readonly policy: number; readonly days: number }
  | { readonly kind: 'retire'; readonly policy: number; readonly days: number }
  | {
      readonly kind: 'sign' | 'train';
      readonly person: number;
      readonly policy: number;
      /** Counted back from the newest version. */
      readonly back: number;
    };

export const peopleCount = 3;
/** The post whose duty statement each policy is. */
export const postOf: readonly (string | null)[] = [null, null, 'desk-clerk'];

const person = fc.nat(peopleCount - 1);
const policy = fc.nat(postOf.length - 1);
const posts = fc.subarray(['desk-clerk@A', 'desk-clerk@B', 'engineer@A']);
const publish = fc.record({
  kind: fc.constant('publish' as const),
  policy,
  days: fc.integer({ min: -6, max: 12 }),
});
const learning = fc.record({
  kind: fc.constantFrom('sign' as const, 'train' as const),
  person,
  policy,
  back: fc.constantFrom(0, 0, 0, 1, 2),
});

/** A way in which an office may go on. */
export const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('nights' as const),
      count: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('hire' as const, 'leave' as const), person }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('posts' as const), person, posts }) },
  { weight: 3, arbitrary: publish },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('retire' as const),
      policy,
      days: fc.integer({ min: -3, max: 8 }),
    }),
  },
  { weight: 4, arbitrary: learning },
);
