/** Where files come in, which are streamed and have limits of their own. */
const filePaths = [
  /\/attachments$/,
  /\/imports\/[a-z]+$/,
  /\/policies\/[^/]+\/import-word$/,
  /^\/walls\/(post|sheets\/[^/]+|[^/]+\/(check|picture))$/,
  /^\/api\/v1\/(wall-checks|place-pictures)$/,
  /^\/training\/.+\/materials\/(plan|notes)$/,
];

/** Whether files are sent to an address. */
export function takesFiles(path: string): boolean {
  return filePaths.some((pattern) => pattern.test(path));
}
