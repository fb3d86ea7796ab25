/** Where to go next as somebody names it: a path of ours, never another site; the start if not. */
export function ownPath(next: string): string {
  const isOwn = /^\/(?![/\\])/.test(next) && !/[\\\p{Cc}]/u.test(next);
  return isOwn && new URL(next, 'http://here').host === 'here' ? next : '/';
}
