import { InvalidArgumentError } from 'commander';

/** Reads a whole number from 1. */
export const wholeNumber = (text: string): number => {
  if (!/^\d{1,8}$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError('It is a whole number from 1.');
  return Number(text);
};

/** Reads the id of a customer or of a member of staff, as the lists print it. */
export const id = (text: string): string => {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new InvalidArgumentError(
      'It is an id such as 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f: the list shows them.',
    );
  return text.toLowerCase();
};

/** Reads a phone number in E.164. */
export const number = (text: string): string => {
  if (!/^\+[1-9]\d{5,14}$/.test(text))
    throw new InvalidArgumentError('It is a phone number such as +390612345678.');
  return text;
};
