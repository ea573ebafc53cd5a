import { z } from 'zod';
import { isTimeZone } from './clock.ts';

/** What a variable is for; the same words stand in .env.example and in the list of what is lacking. */
const meanings = {
  RINGFENCE_MODE:
    'demo (default) sets up a demonstration operator with sandbox processors and a movable clock; production has none of these',
  DATABASE_URL:
    'the PostgreSQL server, for example postgres://ringfence:secret@db.example.net/ringfence; without it the demo runs its own in the data folder',
  DATA_FOLDER: 'where the demo keeps its database (default: data)',
  HOST: 'the address to listen on (default: 127.0.0.1)',
  PORT: 'the port to listen on (default: 8080)',
  BASE_URL:
    'the public address of this installation, for example https://numbers.example.net: links in mails, sign-in cookies',
  RINGFENCE_SECRET: 'at least 32 characters that nobody else knows: signs sessions',
  DOCUMENTS_KEY:
    'seals the documents that customers hand in: 32 bytes in base64, as `openssl rand -base64 32` prints them; to change it, put a new one before it, divided by a comma; whoever loses it loses the documents',
  SMTP_URL: 'the mail server, for example smtps://user:secret@mail.example.net',
  MAIL_FROM: 'the sender of all mails, for example "Example Numbers <numbers@example.net>"',
  OPERATOR_NAME: 'the name of the business, as customers read it',
  OPERATOR_TIME_ZONE:
    'the zone in which its calendar runs, for example Europe/Rome; fixed from the first start on',
  OPERATOR_CURRENCY: 'the currency of all prices, for example EUR; fixed from the first start on',
  OPERATOR_SUPPORT_EMAIL: 'where customers write for help and staff read',
  SMS_RETENTION_DAYS: 'for how many days the text and the sender of a received SMS are kept (default: 90)',
  LOG_LEVEL: 'debug, info (default in production), warn (default in the demo) or error',
} as const;

export type Variable = keyof typeof meanings;

const timeZone = z.string().refine(isTimeZone, 'is not a time zone such as Europe/Rome');
const common = {
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number('is not a port').int().min(0).max(65_535).default(8080),
  DATA_FOLDER: z.string().default('data'),
  SMS_RETENTION_DAYS: z.coerce.number('is not a number of days').int().min(1).max(3_650).default(90),
};
const logLevel = z.enum(['debug', 'info', 'warn', 'error'], 'is not debug, info, warn or error');
const currency = z.string().regex(/^[A-Z]{3}$/, 'is not a currency such as EUR');
const secret = z.string().min(32, 'has fewer than 32 characters');

const documentsKey = z
  .string()
  .regex(
    /^[A-Za-z0-9+/]{43}=(?:,[A-Za-z0-9+/]{43}=)*$/,
    'is not 32 bytes in base64, as `openssl rand -base64 32` prints them',
  );

const schemas = {
  demo: z.object({
    ...common,
    RINGFENCE_MODE: z.literal('demo').default('demo'),
    // Somebody reads the demo's console: what goes as it should need not be said.
    LOG_LEVEL: logLevel.default('warn'),
    DATABASE_URL: z.string().optional(),
    BASE_URL: z.url('is not an address').optional(),
    RINGFENCE_SECRET: secret.optional(),
    DOCUMENTS_KEY: documentsKey.optional(),
    SMTP_URL: z.string().optional(),
    MAIL_FROM: z.string().default('Ringfence demo <demo@ringfence.example>'),
    OPERATOR_NAME: z.string().default('Lantern Numbers'),
    OPERATOR_TIME_ZONE: timeZone.default('Europe/Rome'),
    OPERATOR_CURRENCY: currency.default('EUR'),
    OPERATOR_SUPPORT_EMAIL: z.string().default('support@ringfence.example'),
  }),
  production: z.object({
    ...common,
    RINGFENCE_MODE: z.literal('production'),
    LOG_LEVEL: logLevel.default('info'),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'is not a postgres:// address'),
    BASE_URL: z.url('is not an address').regex(/^https:\/\//, 'does not begin with https://'),
    RINGFENCE_SECRET: secret,
    DOCUMENTS_KEY: documentsKey,
    SMTP_URL: z.string().regex(/^smtps?:\/\//, 'is not an smtp:// or smtps:// address'),
    MAIL_FROM: z.string().regex(/@/, 'is not an e-mail address'),
    OPERATOR_NAME: z.string(),
    OPERATOR_TIME_ZONE: timeZone,
    OPERATOR_CURRENCY: currency,
    OPERATOR_SUPPORT_EMAIL: z.string().regex(/@/, 'is not an e-mail address'),
  }),
} as const;

export interface Config {
  readonly mode: 'demo' | 'production';
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly baseUrl: string;
  /** In the demo it may be missing: it is then made once and kept in the data folder. */
  readonly secret: string | undefined;
  /** Seals documents; the first of several, divided by commas, seals and all open. In the demo it may be missing, as the secret. */
  readonly documentsKey: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly operator: {
    readonly name: string;
    readonly timeZone: string;
    readonly currency: string;
    readonly supportEmail: string;
  };
  /** For how many days the text and the sender of a received SMS are kept. */
  readonly smsRetentionDays: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

/** One variable that is missing or wrong, and what it is for. */
export interface ConfigFault {
  readonly variable: string;
  readonly problem: string;
  readonly meaning: string;
}

/** Reads the configuration once, from environment variables. Returns every fault at a time. */
export const readConfig = (
  environment: Readonly<Record<string, string | undefined>>,
): { readonly config: Config } | { readonly faults: readonly ConfigFault[] } => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const mode = given['RINGFENCE_MODE'] ?? 'demo';
  if (mode !== 'demo' && mode !== 'production') {
    return {
      faults: [
        {
          variable: 'RINGFENCE_MODE',
          problem: `is "${mode}", neither demo nor production`,
          meaning: meanings.RINGFENCE_MODE,
        },
      ],
    };
  }
  const read = schemas[mode].safeParse(given);
  if (!read.success) {
    return {
      faults: read.error.issues.map((issue) => {
        const variable = String(issue.path[0]) as Variable;
        return {
          variable,
          problem: given[variable] === undefined ? 'is missing' : issue.message,
          meaning: meanings[variable],
        };
      }),
    };
  }
  const values = read.data;
  return {
    config: {
      mode,
      databaseUrl: values.DATABASE_URL,
      dataFolder: values.DATA_FOLDER,
      host: values.HOST,
      port: values.PORT,
      baseUrl: values.BASE_URL ?? `http://localhost:${values.PORT}`,
      secret: values.RINGFENCE_SECRET,
      documentsKey: values.DOCUMENTS_KEY,
      smtpUrl: values.SMTP_URL,
      mailFrom: values.MAIL_FROM,
      operator: {
        name: values.OPERATOR_NAME,
        timeZone: values.OPERATOR_TIME_ZONE,
        currency: values.OPERATOR_CURRENCY,
        supportEmail: values.OPERATOR_SUPPORT_EMAIL,
      },
      smsRetentionDays: values.SMS_RETENTION_DAYS,
      logLevel: values.LOG_LEVEL,
    },
  };
};

/** The text of .env.example: every variable with its meaning. */
export const envExample = (): string =>
  [
    '# Ringfence is configured by these environment variables. The demo needs none of them; production refuses to start without what it lacks.',
    '',
  ]
    .concat(Object.entries(meanings).flatMap(([variable, meaning]) => [`# ${meaning}`, `#${variable}=`, '']))
    .join('\n');
