import type { Tx } from '#platform';
import { today, type Context } from '#policy';
import { unknownService, unknownSupplier } from './errors.ts';
import { statusOn } from './rules.ts';
import type { Service, ServiceStatus, Supplier } from './service.ts';
import type { Sunset } from './sunset.ts';
import {
  selectService,
  selectServices,
  selectSuppliers,
  supplierExists,
  upsertService,
  upsertSupplier,
} from './store/services.ts';
import { selectSunset, selectSunsets } from './store/sunsets.ts';

/** Who supplies the operator, by name. */
export const listSuppliers = (tx: Tx): Promise<readonly Supplier[]> => selectSuppliers(tx);

/** Writes down who supplies the operator, or what has changed about them. */
export const putSupplier = (tx: Tx, context: Context, supplier: Supplier): Promise<void> =>
  upsertSupplier(tx, supplier, { at: context.clock.now(), by: context.actor });

/** Adds a service that numbers can be forwarded to, or changes what is said of it. @refuses suppliers.unknown */
export const putService = async (tx: Tx, context: Context, service: Service): Promise<void> => {
  const { supplier } = service;
  if (supplier !== null && !(await supplierExists(tx, supplier))) throw unknownSupplier({ supplier });
  await upsertService(tx, service, { at: context.clock.now(), by: context.actor });
};

/** A service and where it stands today. */
export interface StandingService extends Service {
  readonly status: ServiceStatus;
  /** null: nobody has announced that it ends. */
  readonly sunset: Sunset | null;
}

/** Every service, those that have ended among them. */
export const listServices = async (tx: Tx, context: Context): Promise<readonly StandingService[]> => {
  const sunsets = new Map((await selectSunsets(tx)).map((sunset) => [sunset.service, sunset]));
  return (await selectServices(tx)).map((service) => standing(context, service, sunsets.get(service.name)));
};

/** A service and where it stands today: whether numbers can newly be forwarded to it. null: there is none. @source POLICY.md S1, S3 */
export const findService = async (
  tx: Tx,
  context: Context,
  name: string,
): Promise<StandingService | null> => {
  const service = await selectService(tx, name);
  return service === undefined ? null : standing(context, service, await selectSunset(tx, name));
};

/** The same. @refuses suppliers.unknown_service */
export const serviceNamed = async (tx: Tx, context: Context, name: string): Promise<StandingService> => {
  const found = await findService(tx, context, name);
  if (found === null) throw unknownService({ service: name });
  return found;
};

const standing = (context: Context, service: Service, sunset: Sunset | undefined): StandingService => ({
  ...service,
  status: statusOn(sunset, today(context)),
  sunset: sunset ?? null,
});
