/** `notice`: nothing is broken, and somebody should know. */
export type CheckState = 'good' | 'notice' | 'wrong';

/** What one check found, in a sentence that says what to do. Codes are stable. */
export interface Check {
  readonly code: string;
  readonly state: CheckState;
  readonly message: string;
}

export function good(code: string, message: string): Check {
  return { code, state: 'good', message };
}

export function notice(code: string, message: string): Check {
  return { code, state: 'notice', message };
}

export function wrong(code: string, message: string): Check {
  return { code, state: 'wrong', message };
}

/** The first few names, and how many more there are. */
export function named(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join('、');
  return names.length > most ? `${shown} 等 ${names.length} 个` : shown;
}
