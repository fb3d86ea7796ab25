/** A node, and the move that led into it; -1 at the start. */
export interface Leg {
  readonly at: number;
  readonly into: number;
}

/** The cheapest way from node to node (Dijkstra's, in buckets, since prices are whole numbers). */
export function cheapest(
  start: number,
  end: number,
  onward: (at: number, into: number) => readonly (Leg & { readonly price: number })[],
): Leg[] | undefined {
  const before = new Map<number, Leg | undefined>();
  const best = new Map<number, number>();
  const buckets: { leg: Leg; from: Leg | undefined }[][] = [
    [{ leg: { at: start, into: -1 }, from: undefined }],
  ];
  const keyOf = ({ at, into }: Leg) => at * 5 + into + 1;
  for (let price = 0; price < buckets.length; price += 1) {
    for (const { leg, from } of buckets[price] ?? []) {
      if (before.has(keyOf(leg))) continue;
      before.set(keyOf(leg), from);
      if (leg.at === end) return pathTo(leg);
      for (const onto of onward(leg.at, leg.into)) {
        const sum = price + onto.price;
        if (sum >= (best.get(keyOf(onto)) ?? Number.POSITIVE_INFINITY)) continue;
        best.set(keyOf(onto), sum);
        const bucket = buckets[sum] ?? [];
        buckets[sum] = bucket;
        bucket.push({ leg: onto, from: leg });
      }
    }
  }
  return undefined;

  function pathTo(last: Leg): Leg[] {
    const path: Leg[] = [];
    for (let leg: Leg | undefined = last; leg !== undefined; leg = before.get(keyOf(leg))) {
      path.unshift({ at: leg.at, into: leg.into });
    }
    return path;
  }
}
