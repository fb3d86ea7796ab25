/**
 * Why a name inside a bag or container is unsafe to unpack, in Chinese and English, or undefined.
 *
 * Source: RFC 8493 §5.3 (path traversal, `~`, absolute paths).
 */
export function nameProblem(name: string): readonly [zh: string, en: string] | undefined {
  if (name === '') return ['文件名为空', 'empty name'];
  if (name.startsWith('/')) return ['是绝对路径', 'absolute path'];
  if (/^[A-Za-z]:/.test(name)) return ['带盘符', 'drive letter'];
  if (name.startsWith('~')) return ['以 ~ 开头', 'begins with ~'];
  if (name.includes('\\')) return ['含反斜杠', 'holds a backslash'];
  if (name.includes('\0')) return ['含空字符', 'holds a NUL'];
  const steps = name.split('/');
  if (steps.includes('..')) return ['指向包外（..）', 'leads outside (..)'];
  if (steps.includes('.') || steps.includes('')) return ['含空的或多余的一级', 'empty or . step'];
  return undefined;
}

/** Names that some file systems cannot tell apart share one key: Unicode form and letter case. */
export function collisionKey(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC');
}
