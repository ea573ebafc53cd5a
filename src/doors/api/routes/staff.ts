import { z } from 'zod';
import {
  addStaff,
  disableStaff,
  emailTaken,
  enableStaff,
  invalidEmail,
  invalidName,
  lastAdmin,
  listStaff,
  setStaffRole,
  staffRoles,
  unknownStaff,
  weakPassword,
} from '#customers';
import { inTransaction } from '#platform';
import { readRoute, route, writeRoute, type Register } from '../route.ts';
import { body, instant, language } from '../schemas.ts';
import { afterVerification, email, password, personName } from './account.ts';
import { userId } from './users.ts';

const role = z.enum(staffRoles).meta({ examples: ['support'] });

const member = z
  .object({
    id: userId,
    name: personName,
    email: email.meta({ examples: ['grace@ringfence.example'] }),
    role,
    language,
    twoFactorEnabled: z.boolean(),
    createdAt: instant,
    disabledAt: instant.nullable().meta({ description: 'null while they can sign in' }),
  })
  .meta({ id: 'Staff', description: 'Somebody who works for the operator' });

export const staffMemberRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/staff',
      tag: 'Operations',
      operationId: 'listStaff',
      summary: 'Who works here',
      description: 'Or worked here: nobody is ever removed, so that the audit log can name them.',
      permission: 'staff:read',
      response: z.object({ items: z.array(member) }),
      handler: async (tx) => ({ items: await listStaff(tx) }),
    }),

  (api, app) =>
    route(api, app, {
      method: 'POST',
      url: '/v1/staff',
      tag: 'Operations',
      operationId: 'addStaff',
      summary: 'Add a member of staff',
      description: 'Who gets a mail to prove the address, and can sign in after that.',
      permission: 'staff:write',
      body: body({ name: personName, email, password, role, language: language.default('en') }),
      status: 201,
      answer: 'Added',
      response: z.object({ id: userId }),
      refuses: [emailTaken, invalidEmail, invalidName, weakPassword],
      handler: async ({ context, body: asked }) => {
        const { name, email: address } = asked;
        const id = await inTransaction(app.connection.db, (tx) =>
          addStaff(tx, context, { ...asked, emailVerified: false }),
        );
        await app.auth.sendVerification({ id, email: address, name }, afterVerification);
        return { id };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PATCH',
      url: '/v1/staff/:staffId',
      tag: 'Operations',
      operationId: 'changeStaff',
      summary: 'Change a role, shut somebody out, let them in again',
      description:
        'At once: sessions and keys follow the role; whoever is shut out loses both, and keys stay revoked. One administrator always stays.',
      permission: 'staff:write',
      params: z.object({ staffId: userId }),
      body: body({ role: role.optional(), disabled: z.boolean().optional() }),
      response: member,
      refuses: [unknownStaff, lastAdmin],
      audit: null,
      handler: async (tx, { context, params: { staffId }, body: asked }) => {
        if (asked.role !== undefined) await setStaffRole(tx, context, { staffId, role: asked.role });
        if (asked.disabled !== undefined)
          await (asked.disabled ? disableStaff : enableStaff)(tx, context, staffId);
        const found = (await listStaff(tx)).find(({ id }) => id === staffId);
        if (found === undefined) throw unknownStaff({ staffId });
        return found;
      },
    }),
];
