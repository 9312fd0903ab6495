import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJestResult } from './jest.mjs';
import { cellsOf, imagesOf, matrixTable, versionsOf } from './matrix.mjs';

const inGroup = (title, ...statuses) =>
  statuses.map(status => ({ status, fullName: 'x', ancestorTitles: [title] }));

test('each cell of the runtimes has a row, with what ran, failed and did not run', () => {
  const { groups } = readJestResult({
    testResults: [
      {
        name: 'go',
        status: 'failed',
        message: '',
        assertionResults: [
          ...inGroup(
            'A Go service of ["http", "job"] that needs ["s3"], as its team gets it',
            'passed',
            'failed',
            'pending',
          ),
          ...inGroup(
            'A web front end in Next.js, as its team gets it',
            'passed',
          ),
          ...inGroup(
            'The image of a kotlin service of http on distroless, built without Docker',
            'passed',
            'todo',
          ),
          ...inGroup('Something else', 'passed'),
        ],
      },
    ],
  });
  const table = matrixTable(cellsOf(groups), imagesOf(groups), [
    { runtime: 'Go', image: '1.26', tested: '1.26.4' },
  ]);
  assert.match(table, /^\| Go \| http, job \| s3 \| 1 \| 1 \| 1 \|$/m);
  assert.match(table, /^\| Next\.js \| web \| none \| 1 \| 0 \| 0 \|$/m);
  assert.match(table, /^\| kotlin \| http \| distroless \| 1 \| 0 \| 1 \|$/m);
  assert.doesNotMatch(table, /Something/);
  assert.match(table, /All were tested with the version/);
});

test('another version than that of the image is told', () => {
  const table = matrixTable(
    [],
    [],
    [
      { runtime: 'Go', image: '1.2', tested: '1.26.4' },
      { runtime: 'Node', image: '24', tested: '24.1.0' },
    ],
  );
  assert.doesNotMatch(table, /^- Node/m);
  assert.match(table, /^- Go was tested with 1\.26\.4, its image has 1\.2\.$/m);
});

test('the versions of the images are found where they are set', () => {
  for (const { runtime, image } of versionsOf({
    node: process.execPath,
    env: process.env,
  })) {
    assert.match(image, /^\d/, runtime);
  }
});
