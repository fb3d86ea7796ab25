import type { SignReadings } from '../../learning/model.ts';

type Reading = SignReadings['readings'][number];

/** A text as the form of its reading carries it. Shape: `ZD-04 2 sha256:…`. */
export function spellReading({ code, version, sha256 }: Reading): string {
  return `${code} ${version} ${sha256}`;
}

/** What `spellReading` wrote, for the command to check. */
export function typedReading(typed: string): Reading {
  const [code = '', version = '', sha256 = ''] = typed.split(' ');
  return { code, version: Number(version), sha256 };
}

/** The texts that an address names as opened before. Shape: `ZD-01.1,ZD-04.2`. */
export function openedTexts(named: string | undefined): { code: string; version: number }[] {
  const found = [...(named ?? '').matchAll(/([A-Z]{2,4}-\d{2,})\.(\d{1,6})/g)];
  return found.slice(0, 99).map(([, code = '', version]) => ({ code, version: Number(version) }));
}
