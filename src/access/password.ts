import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../core/app-error.ts';

/** The shortest password accepted. Units: characters. */
const minimumLength = 10;

/** Refuses passwords too short to keep. Errors: `invalid`. */
export function checkPassword(password: string): void {
  if ([...password].length >= minimumLength) return;
  throw new AppError('invalid', '密码太短。', {
    problems: [{ field: 'password', rule: 'length', message: `请至少填 ${minimumLength} 个字符` }],
  });
}

/** The Argon2id hash to keep of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** Whether a password matches a kept hash. */
export function isPassword(kept: string, password: string): Promise<boolean> {
  return verify(kept, password);
}
