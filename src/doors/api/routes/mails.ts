import { z } from 'zod';
import { listMails, mailById, mailStates, notResendable, resendMail, unknownMail } from '#notifications';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { countedId, customerFilter, id, instant, language, pageOf, pageQuery, query } from '../schemas.ts';

const state = z.enum(mailStates);

const mail = z
  .object({
    id: countedId,
    customerId: id.nullable().meta({ description: 'null: to staff' }),
    recipient: z.string().meta({ examples: ['ada@example.net'] }),
    about: z.string().meta({ description: 'Stable', examples: ['number_quarantined'] }),
    language,
    subject: z.string(),
    body: z.string().nullable().meta({
      description:
        'Plain text; null when it holds a link that lets its reader sign in. The demonstration shows those too: no other way leads to them.',
    }),
    createdAt: instant,
    state: state.meta({
      description:
        'kept: the demonstration sends nothing; refused: the mail server said no; unknown: the connection broke after the text was handed over',
      examples: ['sent'],
    }),
    attempts: z.int().meta({ examples: [1] }),
    nextAttemptAt: instant.nullable(),
    sentAt: instant.nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'Mail' });

const mailParams = z.object({ mailId: countedId });

export const mailRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/mails',
      tag: 'Mails',
      operationId: 'listMails',
      summary: 'Mails that were written',
      description: 'Newest first: to the customer; for staff to everybody.',
      permission: 'mails:read',
      query: query({
        ...pageQuery,
        ...customerFilter,
        about: z
          .string()
          .max(100)
          .optional()
          .meta({ examples: ['number_quarantined'] }),
        state: state.optional(),
      }),
      response: pageOf(mail),
      handler: async (tx, call) => {
        const { limit, cursor, about, state: wanted } = call.query;
        return listMails(tx, { ...(await call.owner(tx)), about, state: wanted, limit, cursor });
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/mails/:mailId',
      tag: 'Mails',
      operationId: 'getMail',
      summary: 'One mail',
      description: 'Its text, and whether it was sent.',
      permission: 'mails:read',
      params: mailParams,
      query: query(customerFilter),
      response: mail,
      refuses: [unknownMail],
      handler: async (tx, call) => mailById(tx, call.params.mailId, (await call.owner(tx)).customerId),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/mails/:mailId/resend',
      tag: 'Mails',
      operationId: 'resendMail',
      summary: 'Send a mail again',
      description:
        'For staff: one that was refused, or whose fate is unknown, to the address that its customer has now. It keeps its Message-ID, so that a mailbox that has it already can tell.',
      permission: 'mails:write',
      params: mailParams,
      response: mail,
      refuses: [unknownMail, notResendable],
      audit: null,
      handler: (tx, call) => resendMail(tx, call.context, call.params.mailId),
    }),
];
