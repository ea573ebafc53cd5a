import * as callerId from '#caller-id';
import * as compliance from '#compliance';
import * as customers from '#customers';
import * as fraud from '#fraud';
import * as incidents from '#incidents';
import * as ledger from '#ledger';
import * as messaging from '#messaging';
import * as money from '#money';
import * as notifications from '#notifications';
import * as numbers from '#numbers';
import * as payments from '#payments';
import * as platform from '#platform';
import type { RefusalKind } from '#platform';
import * as policy from '#policy';
import * as refunds from '#refunds';
import * as voice from '#voice';
import * as suppliers from '#suppliers';
import * as wallet from '#wallet';
import * as webhooks from '#webhooks';
import * as access from './errors.ts';
import * as request from './request-errors.ts';
import * as signIn from './sign-in-errors.ts';

const isKind = (value: unknown): value is RefusalKind<never> =>
  typeof value === 'function' && 'code' in value && 'example' in value;

/** Every kind of refusal that a caller can meet, by code: read from the faces themselves, so that none is forgotten. */
export const refusalKinds: readonly RefusalKind<never>[] = [
  platform,
  money,
  policy,
  customers,
  ledger,
  wallet,
  compliance,
  payments,
  numbers,
  voice,
  messaging,
  callerId,
  incidents,
  refunds,
  suppliers,
  fraud,
  notifications,
  webhooks,
  access,
  request,
  signIn,
]
  .flatMap((face) => Object.values(face).filter(isKind))
  .toSorted((a, b) => a.code.localeCompare(b.code));
