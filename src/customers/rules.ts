import { invalidEmail, invalidName } from './errors.ts';

const longestName = 200;

/** The address as it is kept: trimmed, in lower case. @refuses customers.invalid_email */
export const readEmail = (text: string): string => {
  const email = text.trim().toLowerCase();
  // Whether a mailbox exists only a mail can tell; this catches what cannot be one. Control characters and
  // brackets never reach a header.
  if (email.length > 254 || !/^[^\s@<>()[\],;:"\\\p{Cc}]+@[^\s@<>()[\],;:"\\\p{Cc}]+$/u.test(email))
    throw invalidEmail({ email: text });
  return email;
};

/** The name as it is kept: trimmed, on one line. @refuses customers.invalid_name */
export const readName = (text: string): string => {
  const name = text.replaceAll(/\p{Cc}+/gu, ' ').trim();
  if (name.length === 0 || name.length > longestName) throw invalidName({ longest: longestName });
  return name;
};
