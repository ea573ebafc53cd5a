import assert from 'node:assert/strict';
import { it } from 'node:test';
import { borderFaults } from './borders.ts';
import { withoutComments } from './source-file.ts';

const check = (path: string, text: string, expected: readonly string[]): void => {
  const faults = borderFaults({ path, text, code: withoutComments(path, text) });
  assert.deepEqual(
    faults.map(({ line, what }) => `${line}: ${what}`),
    expected,
    `${path}: ${text}`,
  );
};

it('a domain knows the faces to its left, and nothing else of others', () => {
  check('src/wallet/spend.ts', `import { post } from '#ledger';\nimport type { Lot } from './lot.ts';`, []);
  check('src/wallet/spend.ts', `import { rent } from '#numbers';`, [
    '1: imports #numbers, which is to the right of wallet: record an event, or move what you need to the left',
  ]);
  check('src/wallet/a/spend.ts', `// a comment\nimport { post } from '../../ledger/post.ts';`, [
    '2: imports src/ledger/post.ts: use the face #ledger',
  ]);
  check('src/wallet/spend.ts', `export { post } from '#ledger/post.ts';`, [
    '1: imports #ledger/post.ts, which is no face: see "imports" in package.json',
  ]);
  check('src/wallet/a/spend.ts', `import { hold } from '#wallet';`, [
    '1: imports its own face #wallet: inside a domain, import the file',
  ]);
  check('src/ledger/post.ts', `const { serve } = await import('../doors/api/server.ts');`, [
    '1: imports src/doors/api/server.ts: ledger may not know doors',
  ]);
});

it('what comes after the domains knows their faces, and each other as listed', () => {
  check(
    'src/doors/api/server.ts',
    `import { rent } from '#numbers';\nimport { app } from '../../app.ts';`,
    [],
  );
  check('src/doors/api/server.ts', `import { run } from '../../simulation/run.ts';`, [
    '1: imports src/simulation/run.ts: doors may not know simulation',
  ]);
  check('src/doors/cli/commands/scenario.ts', `import { run } from '../../../simulation/run.ts';`, []);
  check('src/app.ts', `import { serve } from './doors/api/server.ts';`, []);
  check('src/app.ts', `import { post } from './ledger/post.ts';`, [
    '1: imports src/ledger/post.ts: use the face #ledger',
  ]);
});

it('a test may use the support of tests, the product may not', () => {
  const text = `import { freshDatabase } from '../../test/support/database.ts';`;
  check('src/wallet/spend.test.ts', text, []);
  check('src/wallet/spend.ts', text, ['1: imports test/support/database.ts: wallet may not know test']);
});

it('an import in a comment or in a text is none', () => {
  check(
    'src/money/a.ts',
    `// import { post } from '#ledger';\n/* from '#ledger' */ const url = 'https://x';`,
    [],
  );
});
