/** The parts of the library, in the order in which they are read. */
export const libraryGroups = [
  { name: 'policies', has: (code: string) => code.startsWith('ZD-') },
  { name: 'statements', has: (code: string) => code.startsWith('GW-') },
  { name: 'papers', has: (code: string) => code.startsWith('SC-') },
  { name: 'rules', has: (code: string) => !/^(ZD|GW|SC)-/.test(code) },
] as const;

/** Which part of the library a code belongs to, by place. */
export function groupOf(code: string): number {
  return libraryGroups.findIndex(({ has }) => has(code));
}
