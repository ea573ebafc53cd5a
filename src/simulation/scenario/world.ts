import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { defaultFees, type FeeSchedules } from '#payments';
import {
  connect,
  dateAt,
  inTransaction,
  movableClock,
  type Config,
  type MovableClock,
  type Tx,
} from '#platform';
import { createOperator, loadOperator, publishFirstVersion, type Context, type Decision } from '#policy';
import { wire, type App } from '../../app.ts';
import { mortality, type Mortality } from '../mortality.ts';
import { momentIn } from './moment.ts';
import { addServices } from './services.ts';
import { addRates, addStock } from './stock.ts';
import type { Story } from './story.ts';

/** A refund or quote of the story. */
export interface NamedRefund {
  readonly decision: Decision;
  /** null: a quote. */
  readonly refundId: string | null;
}

/** The installation that a story runs against, and the names that the story gives to what it makes. */
export interface World {
  readonly app: App;
  readonly clock: MovableClock;
  /** The process that serves the story can be made to die. */
  readonly mortality: Mortality;
  readonly context: Context & { readonly clock: MovableClock };
  readonly customers: Map<string, string>;
  readonly payments: Map<string, string>;
  readonly incidents: Map<string, string>;
  readonly automaticPayments: Map<string, string>;
  readonly refunds: Map<string, NamedRefund>;
  /** The ids of calls. */
  readonly calls: Map<string, string>;
  readonly verifications: Map<string, string>;
  /** The codes of certificates. */
  readonly certificates: Map<string, string>;
  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const silent = pino({ level: 'silent' });

/** Opens the installation of a story on an empty, migrated database: operator, policy, stock, sandbox processors, and a clock that stands still. */
export const openWorld = async (story: Story, url: string): Promise<World> => {
  const timeZone = story.operator?.timeZone ?? 'Europe/Rome';
  const clock = movableClock(momentIn(timeZone, story.start));
  const connection = connect(url, { max: 4 });
  const ofProcess = mortality(connection.pool);
  await inTransaction(connection.db, (tx) => furnish(tx, story, timeZone, clock));
  const operator = await inTransaction(connection.db, loadOperator);
  const app = wire({
    config: configOf(story, timeZone),
    connection,
    operator,
    secret: 'a secret of nobody: nobody signs in here',
    clock,
    log: silent,
    fees: feesOf(story),
  });
  return {
    app,
    clock,
    mortality: ofProcess,
    context: { ...app.contextFor('system'), clock },
    customers: new Map(),
    payments: new Map(),
    incidents: new Map(),
    automaticPayments: new Map(),
    refunds: new Map(),
    calls: new Map(),
    verifications: new Map(),
    certificates: new Map(),
    inTransaction: (work) => inTransaction(connection.db, work),
    close: () => app.close(),
  };
};

/** The operator, the policy from the story's first day on, and the numbers for sale. */
const furnish = async (tx: Tx, story: Story, timeZone: string, clock: MovableClock): Promise<void> => {
  const operator = await createOperator(tx, clock, {
    name: 'Story Numbers',
    timeZone,
    currency: story.operator?.currency ?? 'EUR',
    supportEmail: 'support@example.net',
  });
  const context = { clock, operator, actor: 'system' };
  const parameters = story.operator?.policy ?? {};
  await publishFirstVersion(tx, context, { inForceFrom: dateAt(clock.now(), timeZone), parameters });
  await addStock(tx, context, story.numbers);
  await addRates(tx, context, story.rates);
  await addServices(tx, context, story);
};

const configOf = (story: Story, timeZone: string): Config => ({
  mode: 'demo',
  databaseUrl: undefined,
  dataFolder: 'data',
  host: '127.0.0.1',
  port: 0,
  baseUrl: 'http://localhost',
  secret: undefined,
  documentsKey: randomBytes(32).toString('base64'),
  smtpUrl: undefined,
  mailFrom: 'numbers@example.net',
  operator: {
    name: 'Story Numbers',
    timeZone,
    currency: story.operator?.currency ?? 'EUR',
    supportEmail: 'support@example.net',
  },
  smsRetentionDays: 90,
  logLevel: 'error',
});

const feesOf = (story: Story): FeeSchedules => ({ ...defaultFees, ...story.fees });
