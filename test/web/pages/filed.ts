import { type Office, repair } from '../office.ts';
import type { Visited } from './visitor.ts';

/** A record as the API shows it to the clerk. */
export interface Filed {
  readonly status: string;
  readonly fields: Record<string, unknown>;
  readonly original: Record<string, unknown>;
  readonly corrections: readonly { by: string; reason: string; changes: object }[];
  readonly attachments: readonly { id: string; name: string; sha256: string }[];
}

/** Files a record by the API, as the clerk. Resolves to its number. */
export async function file(office: Office, record: object = repair()): Promise<string> {
  const clerk = await office.as('clerk');
  const { status, body } = await clerk.post<{ number: string }>('/records', record);
  if (status !== 201) throw new Error(`not filed: ${status} ${JSON.stringify(body)}`);
  return body.number;
}

/** Reads a record by the API, as the clerk. */
export async function readFiled(office: Office, number: string): Promise<Filed> {
  return (await (await office.as('clerk')).get<Filed>(`/records/${number}`)).body;
}

/** How many repairs are filed. */
export async function countRepairs(office: Office): Promise<number> {
  const clerk = await office.as('clerk');
  const { body } = await clerk.get<{ items: unknown[] }>('/records?category=01&limit=200');
  return body.items.length;
}

/** The number of the record to which a form led. */
export function numberIn({ path, text }: Visited): string {
  const number = /^\/records\/([^/?]+)$/.exec(path)?.[1];
  if (number === undefined) throw new Error(`${path} is no record: ${text}`);
  return decodeURIComponent(number);
}
