const { basename } = require('node:path');
const eslintConfig = require('@backstage/cli/config/eslint-factory');

/**
 * Which package may import which of the house's own (ADR 1), by folder.
 * `pure` is for those that portal, command line and browser run alike: no disk, network or process.
 */
const ARROWS = {
  model: { may: [], pure: true },
  skeletons: { may: ['model'] },
  blueprint: { may: ['model'], pure: true },
  sandbox: { may: ['model', 'blueprint', 'skeletons'] },
  cli: { may: ['model', 'blueprint', 'skeletons'] },
  'test-specs': { may: ['model'] },

  'slipway-common': { may: ['model'], pure: true },
  'slipway-node': {
    may: ['model', 'slipway-common', 'blueprint', 'skeletons'],
  },
  'slipway-backend': { may: ['model', 'slipway-common', 'slipway-node'] },
  slipway: { may: ['model', 'slipway-common'] },
  'scaffolder-backend-module-slipway': {
    may: ['model', 'blueprint', 'slipway-common', 'slipway-node'],
  },

  'catalog-backend-module-slipway': {
    may: ['model', 'slipway-node', 'templates'],
  },

  // What a platform team brings: the same as anybody else may import.
  acme: {
    may: ['model', 'blueprint', 'skeletons', 'slipway-common', 'slipway-node'],
  },

  app: { may: ['slipway'] },
  'legacy-app': { may: ['slipway'] },
  // Adds features; the data packages are what configuration names.
  backend: {
    may: [
      'slipway-backend',
      'scaffolder-backend-module-slipway',
      'catalog-backend-module-slipway',
      'skeletons',
    ],
  },
};

/** From outside, everything may be looked at. */
const OUTSIDE = ['e2e', 'real'];

/** Tests may use what the code may not: the sandbox, a skeleton, a back end. */
const TESTS = [
  '**/*.test.*',
  '**/testing/**',
  '**/fixtures/**',
  '**/__testUtils__/**',
  'src/setupTests.*',
  'dev/**',
];

const PLUGINS = [
  'slipway',
  'slipway-backend',
  'slipway-common',
  'slipway-node',
  'scaffolder-backend-module-slipway',
  'catalog-backend-module-slipway',
];

const packageOf = folder =>
  `@slipway/${PLUGINS.includes(folder) ? 'plugin-' : ''}${folder}`;

function refusals(folder) {
  const { may, pure } = ARROWS[folder];
  const allowed = may.map(packageOf);
  return [
    {
      // Matched as .gitignore lines: later ones take back.
      group: ['@slipway/*', ...allowed.map(name => `!${name}`)],
      message: `${folder} may import of the house: ${
        allowed.join(', ') || 'nothing'
      }. See docs/adr/0001-rooms-and-arrows.md.`,
    },
    ...(pure
      ? [
          {
            group: ['node:*'],
            message: `${folder} is pure: no disk, network or process; pass the value in.`,
          },
        ]
      : []),
  ];
}

/** The ESLint configuration of a package, with the arrows of the house. */
module.exports = (dir, { overrides = [], rules, ...extra } = {}) => {
  const folder = basename(dir);
  if (!ARROWS[folder] && !OUTSIDE.includes(folder)) {
    throw new Error(
      `${folder} has no line in eslint.arrows.js: say there what it may import`,
    );
  }
  return eslintConfig(dir, {
    ...extra,
    rules: { '@backstage/no-mixed-plugin-imports': 'error', ...rules },
    overrides: [
      ...(ARROWS[folder]
        ? [
            {
              files: ['**/*.{ts,tsx,js,jsx,mjs,cjs}'],
              excludedFiles: TESTS,
              rules: {
                '@typescript-eslint/no-restricted-imports': [
                  'error',
                  { patterns: refusals(folder) },
                ],
              },
            },
          ]
        : []),
      ...overrides,
    ],
  });
};

module.exports.ARROWS = ARROWS;
module.exports.packageOf = packageOf;
