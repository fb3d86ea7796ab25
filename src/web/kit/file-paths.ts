/** Where files come in, which are streamed and have limits of their own. */
const filePaths = /\/attachments$|\/imports\/[a-z]+$|^\/walls\/post$|^\/training\/.+\/materials\/(plan|notes)$/;

/** Whether files are sent to an address. */
export function takesFiles(path: string): boolean {
  return filePaths.test(path);
}
