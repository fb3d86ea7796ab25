import type { Requester } from '../../../access/model.ts';
import type { Preferences } from '../../../access/preferences.ts';
import type { SiteDocument } from '../../../catalogue/model.ts';
import type { Instant } from '../../../core/clock.ts';
import type { LocalDate } from '../../../core/month.ts';
import type { Lang } from './words.ts';

/** Where a page's own files are served. */
export interface AssetPaths {
  readonly script: string;
  readonly htmx: string;
  readonly style: string;
  readonly icon: string;
}

/** What every page knows: who reads it, where, when, and how they like it. */
export interface Page {
  readonly lang: Lang;
  readonly density: Preferences['density'];
  readonly shortcuts: boolean;
  readonly who: Requester;
  /** The person's id. */
  readonly personId: string;
  /** The code of the site whose affairs are shown. */
  readonly site: string;
  /** The sites at which this person holds a role. */
  readonly sites: readonly string[];
  readonly document: SiteDocument;
  readonly now: Instant;
  readonly today: LocalDate;
  /** The path with its query, as asked. */
  readonly path: string;
  /** What the last act said, shown once. */
  readonly flash: string | null;
  readonly assets: AssetPaths;
  /** How much waits for this person: asked where it is first shown, so that parts of pages do not. */
  waiting(): Promise<number>;
  /** A new name for a form, which files once and cannot be made by a stranger. */
  newKey(): string;
}
