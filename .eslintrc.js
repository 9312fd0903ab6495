// Packages have configurations of their own (eslint.arrows.js); this one is for the programs in scripts/.
module.exports = {
  root: true,
  overrides: [
    {
      files: ['scripts/**/*.{mjs,cjs}'],
      extends: ['@spotify/eslint-config-base', 'prettier'],
      parserOptions: { ecmaVersion: 'latest' },
      env: { node: true, es2022: true },
    },
    {
      files: ['scripts/**/*.mjs'],
      parserOptions: { sourceType: 'module' },
      rules: {
        'no-console': 'off',
        // A function is read after what uses it.
        'no-use-before-define': ['error', { functions: false }],
      },
    },
  ],
};
