import type { BetterAuthOptions } from 'better-auth';
import type { KyselyPlugin } from 'kysely';

// better-auth names columns as its fields; ours are snake_case like all others. migrations/0010_auth.sql was
// compiled from these names.

const dates = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

/** The names of better-auth's own tables and columns, in the schema auth. */
export const tables = {
  user: { fields: { ...dates, emailVerified: 'email_verified' } },
  session: {
    fields: {
      ...dates,
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      userId: 'user_id',
    },
  },
  account: {
    fields: {
      ...dates,
      accountId: 'account_id',
      providerId: 'provider_id',
      userId: 'user_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: { fields: { ...dates, expiresAt: 'expires_at' } },
  rateLimit: { modelName: 'rate_limit', fields: { lastRequest: 'last_request' } },
} as const satisfies Pick<BetterAuthOptions, 'user' | 'session' | 'account' | 'verification' | 'rateLimit'>;

/** The same for the tables that its plugin for second factors adds. */
export const twoFactorTables = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'two_factor',
    fields: {
      backupCodes: 'backup_codes',
      userId: 'user_id',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const;

/** The same for passkeys. */
export const passkeyTables = {
  passkey: {
    fields: {
      publicKey: 'public_key',
      userId: 'user_id',
      credentialID: 'credential_id',
      deviceType: 'device_type',
      backedUp: 'backed_up',
      createdAt: 'created_at',
    },
  },
} as const;

const asExpected = (value: unknown): unknown => {
  if (value instanceof Temporal.Instant) return new Date(value.epochMilliseconds);
  return typeof value === 'bigint' ? Number(value) : value;
};

/**
 * Our pool reads timestamptz as Temporal.Instant and bigint as BigInt; better-auth expects Date and number.
 */
export const datesAndNumbers: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: ({ result }) =>
    Promise.resolve({
      ...result,
      rows: result.rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key, asExpected(value)])),
      ),
    }),
};
