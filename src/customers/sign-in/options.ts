import { passkey } from '@better-auth/passkey';
import type { BetterAuthOptions } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { newId, type Clock, type Database } from '#platform';
import { hashPassword, longestPassword, shortestPassword, verifyPassword } from './password.ts';
import { datesAndNumbers, passkeyTables, tables, twoFactorTables } from './tables.ts';

/**
 * A mail with a link that lets its reader sign in or prove an address; the caller writes it in the reader's
 * language and sends it.
 */
export interface SignInMail {
  readonly about: 'email_verification' | 'password_reset';
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** Good for `validHours`, once. */
  readonly url: string;
  readonly validHours: number;
}

export interface AuthOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** At least 32 characters; signs cookies and encrypts the secrets of second factors. */
  readonly secret: string;
  /** The public address of this installation, without a path. */
  readonly baseUrl: string;
  /** What an authenticator app shows beside the code. */
  readonly operatorName: string;
  readonly sendMail: (mail: SignInMail) => Promise<void>;
  /** Other origins whose pages may call the sign-in; the installation's own is always trusted. */
  readonly trustedOrigins: readonly string[];
  /** Told about what goes wrong inside better-auth. */
  readonly onError?: (message: string) => void;
}

/** Where the sign-in answers, below the public address. */
export const signInPath = '/v1/auth';
/**
 * The caller's network address, set by the door after it dropped whatever the caller sent under this name.
 */
export const addressHeader = 'x-ringfence-address';

export const verificationHours = 24;
const resetHours = 1;

/**
 * How better-auth is set up. Its clock is the machine's: sessions and links do not age when the
 * demonstration's clock is moved.
 */
export const betterAuthOptions = (options: AuthOptions) =>
  ({
    appName: options.operatorName,
    baseURL: options.baseUrl,
    basePath: signInPath,
    secret: options.secret,
    trustedOrigins: [...options.trustedOrigins],
    database: {
      db: options.db.withoutPlugins().withPlugin(datesAndNumbers),
      type: 'postgres',
      schemaName: 'auth',
      transaction: true,
    },
    ...tables,
    verification: { ...tables.verification, storeIdentifier: 'hashed' },
    // Customers and staff come through signUp, addUser and addStaff, which write the customer in the same
    // transaction.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      requireEmailVerification: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: resetHours * 3600,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
      sendResetPassword: ({ user, url }) =>
        options.sendMail({
          about: 'password_reset',
          userId: user.id,
          email: user.email,
          name: user.name,
          url,
          validHours: resetHours,
        }),
    },
    emailVerification: {
      sendOnSignIn: true,
      expiresIn: verificationHours * 3600,
      sendVerificationEmail: ({ user, url }) => options.sendMail(verificationMail(user, url)),
    },
    rateLimit: { ...tables.rateLimit, enabled: true, storage: 'database', window: 60, max: 100 },
    advanced: {
      cookiePrefix: 'ringfence',
      useSecureCookies: options.baseUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // Spelled out because better-auth turns both off when NODE_ENV is "test".
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: () => newId(options.clock) },
    },
    telemetry: { enabled: false },
    experimental: { instrumentation: { enabled: false } },
    // What the caller did wrong is in the answer; what went wrong here is told to the operator.
    onAPIError: {
      onError: (error) => {
        if (!isAPIError(error) || error.statusCode >= 500)
          options.onError?.(error instanceof Error ? error.message : String(error));
      },
    },
    logger: { level: 'error', log: (_level, message) => options.onError?.(message) },
    plugins: [
      twoFactor({ issuer: options.operatorName, schema: twoFactorTables }),
      passkey({
        rpID: new URL(options.baseUrl).hostname,
        rpName: options.operatorName,
        origin: [new URL(options.baseUrl).origin, ...options.trustedOrigins],
        schema: passkeyTables,
      }),
    ],
  }) satisfies BetterAuthOptions;

export const verificationMail = (
  user: { readonly id: string; readonly email: string; readonly name: string },
  url: string,
): SignInMail => ({
  about: 'email_verification',
  userId: user.id,
  email: user.email,
  name: user.name,
  url,
  validHours: verificationHours,
});
