import type { InEveryLanguage } from '#platform';
import type { Freeze } from './read-cases.ts';

/** What a customer is told of a freeze: what it means, in general terms. @source POLICY.md F1 */
export const explainFreeze: Readonly<Record<Freeze['state'] | 'free', InEveryLanguage<string>>> = {
  free: {
    en: 'Nothing is frozen.',
    es: 'No hay nada bloqueado.',
    it: 'Non c’è nulla di bloccato.',
  },
  proposed: {
    en: 'Something about the use of this account looks like fraud, and our staff are looking into it. Until they have decided, nothing is topped up, spent, charged or paid back, and the numbers do not work; none is renewed or cancelled meanwhile.',
    es: 'Algo en el uso de esta cuenta parece un fraude y nuestro personal lo está revisando. Hasta que se decida no se recarga, gasta, cobra ni devuelve nada, y los números no funcionan; entretanto ninguno se renueva ni se cancela.',
    it: 'Qualcosa nell’uso di questo account sembra una frode, e il nostro personale sta verificando. Fino alla decisione non si ricarica, spende, addebita né rimborsa nulla, e i numeri non funzionano; nel frattempo nessuno viene rinnovato o cancellato.',
  },
  confirmed: {
    en: 'Two members of our staff confirmed that this account was used for fraud, against our acceptable-use policy. Its credit is kept as compensation, and its numbers cannot be renewed or restored. You can appeal.',
    es: 'Dos miembros de nuestro personal confirmaron que esta cuenta se usó para un fraude, en contra de nuestra política de uso aceptable. Su saldo se retiene como indemnización y sus números no se pueden renovar ni recuperar. Usted puede recurrir.',
    it: 'Due membri del nostro personale hanno confermato che questo account è stato usato per una frode, contro le nostre regole di uso accettabile. Il suo credito è trattenuto come risarcimento e i suoi numeri non si possono rinnovare né recuperare. Puoi fare ricorso.',
  },
};
