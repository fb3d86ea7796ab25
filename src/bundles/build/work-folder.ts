import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../core/app-error.ts';
import type { BagFile } from '../container/source.ts';

/** Where the payload of one bag grows, file by file, each on disk as soon as it is made. */
export class WorkFolder {
  readonly path: string;
  readonly #files = new Map<string, BagFile>();

  constructor(path: string) {
    this.path = path;
  }

  /** What has been put here, by name inside the bag. */
  get files(): readonly BagFile[] {
    return [...this.#files.values()];
  }

  /** The path on disk of a file that is in the bag under `data/<name>`. */
  pathOf(name: string): string {
    return join(this.path, 'data', name);
  }

  has(name: string): boolean {
    return this.#files.has(`data/${name}`);
  }

  async put(name: string, bytes: Uint8Array | string): Promise<void> {
    await writeFile(await this.#claim(name), bytes);
  }

  /** Moves a finished file in from beside the payload. */
  async take(name: string, path: string): Promise<void> {
    await rename(path, await this.#claim(name));
  }

  /** Copies a stream and checks that its bytes are those that were promised. */
  async putStream(name: string, bytes: AsyncIterable<Uint8Array>, sha256: string): Promise<void> {
    const hash = createHash('sha256');
    const path = await this.#claim(name);
    await pipeline(
      bytes,
      async function* (source: AsyncIterable<Uint8Array>) {
        for await (const piece of source) {
          hash.update(piece);
          yield piece;
        }
      },
      createWriteStream(path),
    );
    if (hash.digest('hex') === sha256) return;
    throw new AppError('tampered', `附件 ${name} 的内容与登记时的摘要不符，不能封卷。`);
  }

  /** Writes lines one after another, however many there are. */
  async putLines(name: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
    await pipeline(
      async function* () {
        for await (const line of lines) yield `${line}\n`;
      },
      createWriteStream(await this.#claim(name)),
    );
  }

  async #claim(name: string): Promise<string> {
    const full = `data/${name}`;
    if (this.#files.has(full)) throw new Error(`${full} is made twice`);
    const path = this.pathOf(name);
    await mkdir(dirname(path), { recursive: true });
    this.#files.set(full, { name: full, source: { path } });
    return path;
  }
}

/** A title as part of a file name that every system takes. */
export function fileWords(title: string): string {
  return title
    .normalize('NFC')
    .replace(/[\p{Cc}\\/:*?"<>|%~]/gu, '_')
    .replace(/^[\s.]+|[\s.]+$/gu, '')
    .slice(0, 60);
}
