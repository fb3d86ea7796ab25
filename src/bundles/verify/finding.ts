/** One thing found while checking evidence. Codes are stable, sentences are for people. */
export interface Finding {
  readonly code: string;
  /** A fault makes the answer "no"; a note is worth knowing and changes nothing. */
  readonly severity: 'fault' | 'note';
  /** The file inside the bag, or the name of what was checked. */
  readonly path: string;
  readonly expected?: string;
  readonly found?: string;
  readonly zh: string;
  readonly en: string;
}

/** What should have been there, and what was. */
export interface Compared {
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
}

/** A finding that makes the answer "no". `words` are the Chinese and the English sentence. */
export function fault(
  code: string,
  path: string,
  words: readonly [zh: string, en: string],
  compared: Compared = {},
): Finding {
  return finding('fault', code, path, words, compared);
}

/** A finding that is worth knowing and changes nothing. */
export function note(
  code: string,
  path: string,
  words: readonly [zh: string, en: string],
  compared: Compared = {},
): Finding {
  return finding('note', code, path, words, compared);
}

/** Whether nothing found makes the answer "no". */
export function isGood(findings: readonly Finding[]): boolean {
  return findings.every((one) => one.severity === 'note');
}

/** What a caught value says, for findings about things that could not be read. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function finding(
  severity: 'fault' | 'note',
  code: string,
  path: string,
  [zh, en]: readonly [zh: string, en: string],
  { expected, found }: Compared,
): Finding {
  return {
    code,
    severity,
    path,
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
    zh,
    en,
  };
}
