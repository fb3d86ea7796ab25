import { type Finding, fault } from '../verify/finding.ts';
import {
  type ContainerForm,
  centralHeader,
  dosTime,
  endRecord,
  fieldAt,
  formOf,
  localHeader,
  type NamedBytes,
  type ZipMinute,
} from './form.ts';
import type { Container } from './read.ts';

/**
 * Compares every byte of a container that is not a file's own with the canonical form.
 *
 * The files' own bytes count through their CRC-32; they are read here unless they were before.
 * Says the first offset that differs, the field there, and both values.
 */
export async function compareWithCanonical(
  container: Container,
  minute: ZipMinute,
): Promise<Finding[]> {
  const entries: { name: string; sizeBytes: number; crc32: number }[] = [];
  for (const file of container.files) {
    const crc32 = file.readCrc32() ?? (await readCrc32(file));
    entries.push({ name: file.name, sizeBytes: file.sizeBytes, crc32: crc32 ?? file.crc32 });
  }
  try {
    dosTime(minute);
  } catch {
    const words = ['封卷时间无法写成 ZIP 时间', 'the sealing time is no ZIP time'] as const;
    return [fault('form.time', '', words, { found: minute })];
  }
  const form = formOf(entries);
  const difference = await firstDifference(container, form, minute);
  if (difference !== undefined) return [difference];
  if (container.sizeBytes === form.sizeBytes) return [];
  const words = [
    `容器长度不对，从第 ${form.sizeBytes} 字节起多出内容`,
    `the container has bytes from offset ${form.sizeBytes} on that do not belong to it`,
  ] as const;
  const compared = { expected: `${form.sizeBytes} bytes`, found: `${container.sizeBytes} bytes` };
  return [fault('form.container', '', words, compared)];
}

async function readCrc32(file: Container['files'][number]): Promise<number | undefined> {
  try {
    for await (const piece of file.read()) void piece;
  } catch {
    return undefined; // reading it for its digest names the same trouble
  }
  return file.readCrc32();
}

async function firstDifference(
  container: Container,
  form: ContainerForm,
  minute: ZipMinute,
): Promise<Finding | undefined> {
  for (const entry of form.entries) {
    const expected = localHeader(entry, minute);
    const found = await differenceAt(container, entry.offset, expected, entry.name);
    if (found !== undefined) return found;
  }
  let at = form.directoryOffset;
  for (const entry of form.entries) {
    const expected = centralHeader(entry, minute);
    const found = await differenceAt(container, at, expected, entry.name);
    if (found !== undefined) return found;
    at += expected.bytes.length;
  }
  const end = endRecord({
    count: form.entries.length,
    directoryOffset: form.directoryOffset,
    directoryBytes: at - form.directoryOffset,
  });
  return differenceAt(container, at, end, '');
}

async function differenceAt(
  container: Container,
  offset: number,
  expected: NamedBytes,
  path: string,
): Promise<Finding | undefined> {
  const actual = await container.readAt(offset, expected.bytes.length);
  if (actual.equals(expected.bytes)) return undefined;
  let first = 0;
  while (first < actual.length && actual[first] === expected.bytes[first]) first += 1;
  const field = fieldAt(expected, first);
  const words = [
    `容器被改动：第 ${offset + first} 字节（${field}）与规定形式不同`,
    `the container differs from its canonical form at byte ${offset + first} (${field})`,
  ] as const;
  const around = (bytes: Buffer) => bytes.subarray(first, first + 8).toString('hex');
  const compared = { expected: around(expected.bytes), found: around(actual) };
  return fault('form.container', path, words, compared);
}
