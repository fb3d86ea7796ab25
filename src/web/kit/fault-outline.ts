/** What leads to the place of a fault. */
interface FaultOutline {
  readonly type: string;
  readonly code?: string;
  readonly frames?: readonly string[];
}

/**
 * A fault as the log may have it: its kind and its place. Its message stays out, since a database,
 * a parser or a file system quotes in it what people wrote.
 */
export function faultOutline(error: unknown): FaultOutline {
  if (!(error instanceof Error)) return { type: typeof error };
  const { message, name, stack = '' } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const place = stack.replace(message, '').split('\n');
  const frames = place.map((line) => line.trim()).filter((line) => line.startsWith('at '));
  return { type: name, ...code, frames };
}
