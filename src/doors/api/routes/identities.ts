import { z } from 'zod';
import {
  addAddress,
  addIdentity,
  addressesOf,
  changeAddress,
  changeIdentity,
  identitiesOf,
  inUse,
  removeAddress,
  removeIdentity,
  unknownAddress,
  unknownIdentity,
} from '#compliance';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { body, customerQuery, id, query } from '../schemas.ts';
import { address, addressLines, applicant, fields, identity } from './registration-forms.ts';

const identityParams = z.object({ identityId: id });
const addressParams = z.object({ addressId: id });
const identityBody = body({ applicant, fields });

export const identityRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/identities',
      tag: 'Registrations',
      operationId: 'listIdentities',
      summary: 'Identities',
      description: 'The persons and companies that registrations can use, oldest first.',
      permission: 'registrations:read',
      query: query(customerQuery),
      response: z.object({ items: z.array(identity) }),
      handler: async (tx, call) => ({ items: await identitiesOf(tx, await call.customerId(tx)) }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/identities',
      tag: 'Registrations',
      operationId: 'addIdentity',
      summary: 'Enter an identity',
      description: 'Once, for as many registrations as wanted.',
      permission: 'registrations:write',
      query: query(customerQuery),
      body: identityBody,
      status: 201,
      answer: 'Entered',
      response: identity,
      audit: 'identity.entered',
      handler: async (tx, call) =>
        addIdentity(tx, call.context, { customerId: await call.customerId(tx), ...call.body }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/identities/:identityId',
      tag: 'Registrations',
      operationId: 'changeIdentity',
      summary: 'Change an identity',
      description: 'All of it is replaced. What is in review or approved is not changed any more.',
      permission: 'registrations:write',
      params: identityParams,
      query: query(customerQuery),
      body: identityBody,
      response: identity,
      refuses: [unknownIdentity, inUse],
      audit: 'identity.changed',
      handler: async (tx, call) =>
        changeIdentity(tx, {
          customerId: await call.customerId(tx),
          id: call.params.identityId,
          ...call.body,
        }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/identities/:identityId',
      tag: 'Registrations',
      operationId: 'removeIdentity',
      summary: 'Remove an identity',
      description: 'From the list; registrations that were approved with it keep it.',
      permission: 'registrations:write',
      params: identityParams,
      query: query(customerQuery),
      response: z.object({ items: z.array(identity) }),
      refuses: [unknownIdentity],
      audit: 'identity.removed',
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        await removeIdentity(tx, call.context, { customerId, id: call.params.identityId });
        return { items: await identitiesOf(tx, customerId) };
      },
    }),
];

export const addressRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/addresses',
      tag: 'Registrations',
      operationId: 'listAddresses',
      summary: 'Addresses',
      description: 'The addresses that registrations can use, oldest first.',
      permission: 'registrations:read',
      query: query(customerQuery),
      response: z.object({ items: z.array(address) }),
      handler: async (tx, call) => ({ items: await addressesOf(tx, await call.customerId(tx)) }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/addresses',
      tag: 'Registrations',
      operationId: 'addAddress',
      summary: 'Enter an address',
      description: 'Once, for as many registrations as wanted.',
      permission: 'registrations:write',
      query: query(customerQuery),
      body: body(addressLines),
      status: 201,
      answer: 'Entered',
      response: address,
      audit: 'address.entered',
      handler: async (tx, call) =>
        addAddress(tx, call.context, { customerId: await call.customerId(tx), ...call.body }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/addresses/:addressId',
      tag: 'Registrations',
      operationId: 'changeAddress',
      summary: 'Change an address',
      description: 'All of it is replaced. What is in review or approved is not changed any more.',
      permission: 'registrations:write',
      params: addressParams,
      query: query(customerQuery),
      body: body(addressLines),
      response: address,
      refuses: [unknownAddress, inUse],
      audit: 'address.changed',
      handler: async (tx, call) =>
        changeAddress(tx, {
          customerId: await call.customerId(tx),
          id: call.params.addressId,
          ...call.body,
        }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/addresses/:addressId',
      tag: 'Registrations',
      operationId: 'removeAddress',
      summary: 'Remove an address',
      description: 'From the list; registrations that were approved with it keep it.',
      permission: 'registrations:write',
      params: addressParams,
      query: query(customerQuery),
      response: z.object({ items: z.array(address) }),
      refuses: [unknownAddress],
      audit: 'address.removed',
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        await removeAddress(tx, call.context, { customerId, id: call.params.addressId });
        return { items: await addressesOf(tx, customerId) };
      },
    }),
];
