import type { AccessCase } from './access-cases.ts';

export const toVoip = { rules: [{ steps: [{ targets: ['sip:ada@sip.example.net'] }] }] };

/** What the endpoints about forwarding, calls and rates are asked. */
export const callCases = (held: string, callId: string): Readonly<Record<string, AccessCase>> => ({
  getForwarding: { by: 'customer', path: { number: held } },
  forwardNumber: { by: 'customer', path: { number: held }, body: toVoip },
  previewForwarding: { by: 'customer', path: { number: held }, body: toVoip },
  listForwardings: { by: 'customer', path: { number: held } },
  listCalls: { by: 'customer' },
  getCall: { by: 'customer', path: { callId: callId } },
  getCallSettings: { by: 'customer' },
  changeCallSettings: { by: 'customer', body: { setAsideDays: 7 } },
  placeTestCall: { by: 'customer', body: { number: held, seconds: 10 }, status: 201 },
  listRateImports: { by: 'support' },
  importRates: { by: 'admin', body: 'prefix,per_minute\n39,0.01\n', contentType: 'text/csv' },
});
