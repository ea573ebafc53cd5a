// What a story can expect. A new kind of thing is an expectation in a file of this folder, and its name here.
import { call } from './call.ts';
import { certificate, verification } from './caller-id.ts';
import { mail } from './mail.ts';
import { number } from './number.ts';
import { refund } from './refund.ts';
import { sms } from './sms.ts';
import { wallet } from './wallet.ts';

export const expectations = { wallet, number, refund, call, mail, sms, verification, certificate } as const;
