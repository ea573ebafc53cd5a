import { say } from '../text/words.ts';
import type { Clause } from './clause.ts';

/** S4: outgoing calls are not offered; a number can be used as caller id at other providers. */
export const s4 = {
  id: 'S4',
  title: { en: 'Outgoing calls', es: 'Llamadas salientes', it: 'Chiamate in uscita' },
  text: {
    en: () => [
      say(
        'We do not offer outgoing calls. You can use your numbers as caller id at other providers: we catch',
        'the verification call or SMS on your number, show you the code, and issue a dated certificate that',
        'you hold the number, which anyone can check online.',
      ),
    ],
    es: () => [
      say(
        'No ofrecemos llamadas salientes. Puede usar sus números como identificador de llamada en otros',
        'proveedores: recibimos en su número la llamada o el SMS de verificación, le mostramos el código y',
        'emitimos un certificado con fecha de que usted es el titular del número, que cualquiera puede',
        'comprobar en línea.',
      ),
    ],
    it: () => [
      say(
        'Non offriamo chiamate in uscita. Puoi usare i tuoi numeri come identificativo del chiamante presso',
        'altri fornitori: riceviamo sul tuo numero la chiamata o l’SMS di verifica, ti mostriamo il codice e',
        'rilasciamo un certificato datato che il numero è tuo, che chiunque può controllare online.',
      ),
    ],
  },
  findings: {},
} as const satisfies Clause;
