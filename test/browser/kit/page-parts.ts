/** The few words of a page's document that the checks in it use. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

export interface Looks {
  readonly outlineStyle: string;
  readonly outlineWidth: string;
  readonly boxShadow: string;
  readonly writingMode: string;
  readonly fontSize: string;
  readonly lineHeight: string;
  readonly display: string;
  readonly visibility: string;
  readonly position: string;
  readonly overflowX: string;
  readonly clipPath: string;
}

export interface Part {
  readonly tagName: string;
  readonly id: string;
  readonly className: unknown;
  readonly textContent: string | null;
  readonly parentElement: Part | null;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  getBoundingClientRect(): Box;
  closest(selector: string): Part | null;
  querySelector(selector: string): Part | null;
  matches(selector: string): boolean;
  contains(part: Part | null): boolean;
  focus(): void;
  /** Whether it is drawn at all: what is in closed details is laid out, but not drawn. */
  checkVisibility(): boolean;
}

/** A stretch of words as it lies on the page. */
export interface Words {
  selectNodeContents(part: Part): void;
  getClientRects(): Iterable<{ readonly top: number }>;
}
