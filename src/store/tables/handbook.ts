/** The handbook, edition by edition. */
export interface HandbookTables {
  /** Immutable. The PDF lies sealed in `files/`. */
  handbook_edition: {
    number: number;
    built_at: string;
    built_by: string;
    /** The day whose policies it holds. */
    as_of: string;
    /** The version of the settings from which its charts were drawn. */
    catalogue_version: number;
    /** JSON: its chapters in order, each with version, digest and page. */
    contents: string;
    /** JSON: the policies without a version in force, and those left out by the settings. */
    missing: string;
    /** Digest of all that is printed in it, by which it is told whether it is still up to date. */
    material: string;
    blob: string;
    /** Of the PDF. */
    sha256: string;
    pages: number;
    size_bytes: number;
    entry_seq: number;
  };
}
