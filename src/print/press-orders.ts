import type { Json } from '../core/canonical-json.ts';
import type { Instant } from '../core/clock.ts';
import type { PdfInspection } from './foreign-pdf.ts';

/** One document to typeset: a template of ours, its data, and what it embeds. */
export interface TypesetJob {
  readonly template: 'volume' | 'register' | 'report' | 'policy' | 'poster' | 'slip' | 'handbook';
  readonly data: Json;
  /** Pictures by file name, such as `1.jpg`, as Typst reads them. */
  readonly images?: Readonly<Record<string, Uint8Array>>;
  /** Attached PDFs by the name the data gives as `source`. */
  readonly attached?: Readonly<Record<string, Uint8Array>>;
  readonly createdAt: Instant;
  readonly title: string;
}

/** A fact a template states about its laid-out pages; `page` counts from 1 within the PDF. */
export interface PageMark {
  readonly kind: string;
  readonly page: number;
  readonly [fact: string]: unknown;
}

/** A finished PDF, and what is to be known of it. */
export interface TypesetResult {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** Characters no glyph exists for, such as `U+1F600`; each is printed as a box with its name. */
  readonly missingGlyphs: string[];
  readonly marks: readonly PageMark[];
}

/** How long jobs may take before the press is stopped. Units: milliseconds. */
export interface TimeLimits {
  readonly typeset: number;
  readonly inspect: number;
}

/** What the press is asked, and what it answers. */
export type PressOrder =
  | { readonly kind: 'typeset'; readonly job: TypesetJob }
  | { readonly kind: 'inspect'; readonly pdf: Uint8Array };
export type PressAnswer =
  | { readonly kind: 'done'; readonly result: TypesetResult | PdfInspection }
  | { readonly kind: 'failed'; readonly message: string };
