import { z } from 'zod';
import {
  listServices,
  listSuppliers,
  putService,
  putSupplier,
  serviceNamed,
  unknownService,
  unknownSupplier,
  type StandingService,
} from '#suppliers';
import type { Language } from '#platform';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { body, calendarDate, inEveryLanguage, text, webAddress } from '../schemas.ts';

export const serviceName = z
  .string()
  .max(63)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .meta({ description: 'How forwardings name it', examples: ['phone-system'] });
export const serviceParams = z.object({ service: serviceName });
export const serviceStatus = z.enum(['open', 'closed', 'ended']).meta({
  description:
    'open: numbers can be forwarded to it; closed: those that already are keep working, nothing comes new; ended: nothing is forwarded to it any more',
  examples: ['open'],
});

const service = z
  .object({
    service: serviceName,
    title: z.string().meta({ description: 'In the language of Accept-Language', examples: ['Phone system'] }),
    status: serviceStatus,
    closedFrom: calendarDate
      .nullable()
      .meta({ description: 'From this date on nothing is newly forwarded to it; null: it does not end' }),
    lastDay: calendarDate
      .nullable()
      .meta({ description: 'Inclusive; null: nobody has announced that it ends', examples: ['2026-12-31'] }),
  })
  .meta({ id: 'Service' });

const serviceOut = ({ name, titles, status, sunset }: StandingService, language: Language) => ({
  service: name,
  title: titles[language],
  status,
  closedFrom: sunset?.closedFrom ?? null,
  lastDay: sunset?.lastDay ?? null,
});

const supplierName = text(100).meta({ examples: ['Example Telecom'] });
const supplier = z
  .object({ supplier: supplierName, site: webAddress.nullable(), notes: z.string() })
  .meta({ id: 'Supplier' });

export const serviceRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/services',
      tag: 'Services',
      operationId: 'listServices',
      summary: 'Services that numbers can be forwarded to',
      description:
        'Beside VoIP accounts and phone numbers. Those whose supplier ends them say until when they work; those that have ended stay listed.',
      permission: null,
      response: z.object({ items: z.array(service) }),
      handler: async (tx, { context, language }) => ({
        items: (await listServices(tx, context)).map((one) => serviceOut(one, language)),
      }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/services/:service',
      tag: 'Services',
      operationId: 'putService',
      summary: 'Add a service, or change what is said of it',
      description:
        'All of it: what is left out becomes null. Where its calls go is a SIP address with `{number}` in the place of the number that was called.',
      permission: 'suppliers:write',
      params: serviceParams,
      body: body({
        titles: inEveryLanguage(100).meta({
          examples: [{ en: 'Phone system', es: 'Centralita', it: 'Centralino' }],
        }),
        supplier: supplierName.nullable().default(null),
        sipUriTemplate: z
          .string()
          .max(300)
          .regex(/^sip:\{number\}@[a-z0-9.-]+(:\d{1,5})?$/)
          .nullable()
          .default(null)
          .meta({ examples: ['sip:{number}@pbx.example.net'] }),
      }),
      response: service,
      refuses: [unknownSupplier],
      audit: 'service.changed',
      handler: async (tx, { params, body: wanted, context, language }) => {
        await putService(tx, context, { name: params.service, ...wanted });
        return serviceOut(await serviceNamed(tx, context, params.service), language);
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/services/:service',
      tag: 'Services',
      operationId: 'getService',
      summary: 'One service',
      description: 'And where it stands today.',
      permission: null,
      params: serviceParams,
      response: service,
      refuses: [unknownService],
      handler: async (tx, { params, context, language }) =>
        serviceOut(await serviceNamed(tx, context, params.service), language),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/suppliers',
      tag: 'Services',
      operationId: 'listSuppliers',
      summary: 'Who supplies the operator',
      description: 'By name. Numbers and services name their supplier.',
      permission: 'suppliers:read',
      response: z.object({ items: z.array(supplier) }),
      handler: async (tx) => ({
        items: (await listSuppliers(tx)).map(({ name, ...rest }) => ({ supplier: name, ...rest })),
      }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/suppliers/:supplier',
      tag: 'Services',
      operationId: 'putSupplier',
      summary: 'Add a supplier, or change what is said of it',
      description: 'Under the name that numbers and services have. The notes are for staff.',
      permission: 'suppliers:write',
      params: z.object({ supplier: supplierName }),
      body: body({ site: webAddress.nullable().default(null), notes: z.string().max(5000).default('') }),
      response: supplier,
      audit: 'supplier.changed',
      handler: async (tx, { params, body: wanted, context }) => {
        await putSupplier(tx, context, { name: params.supplier, ...wanted });
        return { ...params, ...wanted };
      },
    }),
];
