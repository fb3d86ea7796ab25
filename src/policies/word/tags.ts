/** A tag of an XML text, by its name without a prefix. */
export interface Tag {
  readonly kind: 'open' | 'close' | 'empty';
  readonly name: string;
  readonly attributes: string;
  readonly at: number;
  readonly end: number;
}

const tag = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>/g;

/** The tags of an XML text in order. */
export function tagsOf(xml: string): Tag[] {
  return Array.from(xml.matchAll(tag), (found) => {
    const [whole, slash, name = '', attributes = '', empty] = found;
    const kind = slash === '/' ? 'close' : empty === '/' ? 'empty' : 'open';
    return { kind, name, attributes, at: found.index, end: found.index + whole.length };
  });
}

/** An attribute of a tag, by its name without a prefix. */
export function attributeOf(
  { attributes }: Pick<Tag, 'attributes'>,
  name: string,
): string | undefined {
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found?.[1] ?? found?.[2];
}

/** The place in `tags` of the tag that closes the one at `at`; the last one where none does. */
export function closeOf(tags: readonly Tag[], at: number): number {
  const opened = tags[at];
  if (opened === undefined || opened.kind !== 'open') return at;
  let depth = 0;
  for (let place = at; place < tags.length; place += 1) {
    const one = tags[place];
    if (one?.name !== opened.name) continue;
    if (one.kind === 'open') depth += 1;
    if (one.kind === 'close') depth -= 1;
    if (depth === 0) return place;
  }
  return tags.length - 1;
}

/** The elements of a name, each as the tags from its beginning to its end; nested ones within. */
export function elementsOf(tags: readonly Tag[], name: string): (readonly Tag[])[] {
  const elements: (readonly Tag[])[] = [];
  for (let at = 0; at < tags.length; at += 1) {
    const one = tags[at];
    if (one?.name !== name || one.kind === 'close') continue;
    const end = closeOf(tags, at);
    elements.push(tags.slice(at, end + 1));
    at = end;
  }
  return elements;
}

/** The value of the first tag of a name, as Word writes it: `<w:numId w:val="3"/>`. */
export function settingOf(tags: readonly Tag[], name: string): string | undefined {
  const found = tags.find((one) => one.name === name && one.kind !== 'close');
  return found === undefined ? undefined : attributeOf(found, 'val');
}
