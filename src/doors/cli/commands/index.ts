import type { Command } from 'commander';

type Register = (program: Command) => void;

// In the order in which the help lists them.
const commands: Readonly<Record<string, () => Promise<Register>>> = {
  start: async () => (await import('./start.ts')).start,
  migrate: async () => (await import('./migrate.ts')).migrate,
  scenario: async () => (await import('./scenario.ts')).scenario,
  simulate: async () => (await import('./simulate.ts')).simulate,
  stock: async () => (await import('./stock.ts')).stock,
  rates: async () => (await import('./rates.ts')).rates,
  policy: async () => (await import('./policy.ts')).policy,
  service: async () => (await import('./service.ts')).service,
  sunset: async () => (await import('./sunset.ts')).sunset,
  incident: async () => (await import('./incident.ts')).incident,
  ledger: async () => (await import('./ledger.ts')).ledger,
  customer: async () => (await import('./customer.ts')).customer,
  payment: async () => (await import('./payment.ts')).payment,
  fraud: async () => (await import('./fraud.ts')).fraud,
  sms: async () => (await import('./sms.ts')).sms,
  registration: async () => (await import('./registration.ts')).registration,
  staff: async () => (await import('./staff.ts')).staff,
  webhook: async () => (await import('./webhook.ts')).webhook,
  clock: async () => (await import('./clock.ts')).clock,
  bench: async () => (await import('./bench.ts')).bench,
};

/** The command called `name`, or, where none is called so, all of them. */
export const loadCommands = (name = ''): Promise<readonly Register[]> => {
  const named = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return Promise.all((named === undefined ? Object.values(commands) : [named]).map((load) => load()));
};
