import scalar from '@scalar/fastify-api-reference';
import type { App } from '../../../app.ts';
import { errorPage } from '../error-page.ts';
import { documentOf } from '../open-api/document.ts';
import { languageOf } from '../problems.ts';
import type { Api } from '../server.ts';

/** The documentation: the OpenAPI document, the pages made of it, and the page to which every problem points. All of it works offline. */
export const documentationRoutes = async (api: Api, app: App): Promise<void> => {
  let document: string | undefined;
  api.get('/openapi.json', async (_, reply) => {
    document ??= JSON.stringify(documentOf(api.endpoints, app.config.baseUrl));
    return reply.type('application/json; charset=utf-8').send(document);
  });
  api.get('/docs/errors', async (request, reply) =>
    reply.type('text/html; charset=utf-8').send(errorPage(languageOf(request))),
  );
  await api.register(scalar, {
    routePrefix: '/docs',
    configuration: {
      url: '/openapi.json',
      pageTitle: 'Ringfence API',
      telemetry: false,
      withDefaultFonts: false,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
      hideClientButton: true,
    },
  });
};
