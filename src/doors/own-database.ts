// What must be so before anything is done with a database: it answers, and it is of the kind that the configuration says.
import { isDemonstration, type Config, type Connection, type Database } from '#platform';
import { PlainFailure } from './plain-failure.ts';

// PostgreSQL's and Node's codes for: nobody there, no such host, wrong user or password, no such database.
const unreachable = /^(?:ECONNREFUSED|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|28000|28P01|3D000)$/;

/** Ends with what is wrong with DATABASE_URL when its server does not let us in. */
export const requireAnswer = async ({ pool }: Connection): Promise<void> => {
  try {
    (await pool.connect()).release();
  } catch (error) {
    const { code = '', message } = error as { readonly code?: string; readonly message: string };
    if (!unreachable.test(code)) throw error;
    throw new PlainFailure(
      `The database in DATABASE_URL cannot be used: ${message || code}.\nStart that server, or correct the address: postgres://user:password@host:port/database`,
    );
  }
};

/**
 * Keeps the two modes apart. A demonstration has passwords that everybody knows and payments that nobody made; a business started as a
 * demonstration would take such payments for money.
 */
export const requireSameMode = async (db: Database, mode: Config['mode']): Promise<void> => {
  const isDemo = await isDemonstration(db);
  if (isDemo && mode === 'production')
    throw new PlainFailure(
      'This is the database of a demonstration, whose passwords are known to everybody. Give production a database of its own (DATABASE_URL).',
    );
  if (!isDemo && mode === 'demo')
    throw new PlainFailure(
      'This database belongs to a business in production; as a demonstration it would take sandbox payments for money.\n' +
        'Set RINGFENCE_MODE=production, or give the demonstration a database of its own.',
    );
};
