import { betterAuth } from 'better-auth';
import { createEmailVerificationToken } from 'better-auth/api';
import {
  addressHeader,
  betterAuthOptions,
  signInPath,
  verificationHours,
  verificationMail,
  type AuthOptions,
} from './options.ts';

/** The sign-in, for the doors. */
export interface Auth {
  /**
   * Answers everything below signInPath. `address` is the caller's network address as the door knows it:
   * limits are counted by it.
   */
  handler(request: Request, address: string): Promise<Response>;
  /** The user whose session cookie it is; null without a valid one. */
  sessionOf(cookie: string): Promise<{ readonly userId: string } | null>;
  /** Sends a new user the mail that proves the address; `callbackPath` is where the link leads afterwards. */
  sendVerification(
    user: { readonly id: string; readonly email: string; readonly name: string },
    callbackPath: string,
  ): Promise<void>;
}

/**
 * Sets up the sign-in: password (argon2id), verified e-mail, reset, TOTP with backup codes, passkeys,
 * sessions by cookie, rate limits kept in the database so that all processes share them.
 */
export const makeAuth = (options: AuthOptions): Auth => {
  const auth = betterAuth(betterAuthOptions(options));
  return {
    handler: (request, address) => {
      const headers = new Headers(request.headers);
      headers.set(addressHeader, address);
      return auth.handler(new Request(request, { headers }));
    },
    sessionOf: async (cookie) => {
      const found = await auth.api.getSession({
        headers: new Headers({ cookie }),
        query: { disableRefresh: true },
      });
      return found === null ? null : { userId: found.user.id };
    },
    sendVerification: async (user, callbackPath) => {
      const token = await createEmailVerificationToken(
        options.secret,
        user.email,
        undefined,
        verificationHours * 3600,
      );
      const url = new URL(`${signInPath}/verify-email`, options.baseUrl);
      url.searchParams.set('token', token);
      url.searchParams.set('callbackURL', callbackPath);
      await options.sendMail(verificationMail(user, url.href));
    },
  };
};
