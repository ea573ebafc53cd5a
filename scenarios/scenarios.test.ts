import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { reportText } from '../src/simulation/scenario/report.ts';
import { layGround, runFile } from '../src/simulation/scenario/run-files.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

test('the policy holds as stories', { concurrency: 3 }, async (t) => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  assert.ok(files.length > 80, 'the stories are there');
  const ground = await layGround(process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']);
  try {
    await Promise.all(
      files.map((name) =>
        t.test(name.replace('.yaml', '').replaceAll('-', ' '), async () => {
          const result = await runFile(ground, `${folder}${name}`);
          assert.ok(result.passed, reportText(result, false));
        }),
      ),
    );
  } finally {
    await ground.close();
  }
});
