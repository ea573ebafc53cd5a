import { listStaff } from '#customers';
import { connect, dateAt, inTransaction, systemClock } from '#platform';
import { createOperator, hasOperator, publishFirstVersion } from '#policy';
import { refreshDirectory } from '#suppliers';
import type { App } from '../../app.ts';
import { customers, demoPassword, staff } from '../../simulation/demo/people.ts';
import { setUpDemo } from '../../simulation/demo/set-up-demo.ts';
import type { SetUp } from '../serve.ts';

/** Fills an empty database: with the demonstration, or, in production, with the operator of the configuration and the policy as it stands. */
export const setUp: SetUp = async (config, url, say) => {
  await refreshVoipProviders(url);
  if (config.mode === 'demo') return setUpDemo(config, url, say);
  const { db, close } = connect(url, { max: 2 });
  try {
    const isNew = await inTransaction(db, async (tx) => {
      if (await hasOperator(tx)) return false;
      const operator = await createOperator(tx, systemClock, config.operator);
      const context = { clock: systemClock, operator, actor: 'system' };
      await publishFirstVersion(tx, context, {
        inForceFrom: dateAt(systemClock.now(), operator.timeZone),
        parameters: {},
      });
      return true;
    });
    if (isNew) say(`Set up ${config.operator.name}, with the policy as it stands.`);
    if ((await inTransaction(db, listStaff)).length === 0)
      say('Nobody can administer it yet. Add somebody:  bin/ringfence staff add NAME EMAIL --role admin');
  } finally {
    await close();
  }
};

/** A release may know more VoIP providers, or know them better, than the one before. */
const refreshVoipProviders = async (url: string): Promise<void> => {
  const { db, close } = connect(url, { max: 1 });
  try {
    await inTransaction(db, (tx) => refreshDirectory(tx, { clock: systemClock }));
  } finally {
    await close();
  }
};

/** What `ringfence start` says when it is ready. */
export const banner = ({ config, operator }: App, address: string): string => {
  const { baseUrl } = config;
  const lines = [
    '',
    `  ${operator.name}`,
    '',
    `  API            ${baseUrl}/v1`,
    `  documentation  ${baseUrl}/docs`,
    `  OpenAPI        ${baseUrl}/openapi.json`,
  ];
  if (config.mode === 'production') return [...lines, `  listens on     ${address}`, ''].join('\n');
  const people = [
    ...staff.map(({ email, role }) => [email, `staff: ${role}`] as const),
    ...customers.map(({ email, shows }) => [email, shows] as const),
  ];
  const width = Math.max(...people.map(([email]) => email.length));
  return [
    ...lines,
    '',
    `  Sign in (POST ${baseUrl}/v1/auth/sign-in/email) with the password "${demoPassword}":`,
    ...people.map(([email, what]) => `    ${email.padEnd(width)}  ${what}`),
    '',
    '  This is a demonstration: sandbox processors, and a clock that moves with  bin/ringfence clock advance 34d',
    '  Ctrl-C stops it; its data stay in the data folder.',
    '',
  ].join('\n');
};
