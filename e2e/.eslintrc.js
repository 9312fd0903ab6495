module.exports = require('../eslint.arrows')(__dirname, {
  overrides: [
    {
      // The package is a test as a whole, whatever its files are called.
      files: ['src/**'],
      rules: {
        '@backstage/no-undeclared-imports': 'off',
        'no-restricted-syntax': 'off',
        'jest/expect-expect': 'off',
        'jest/no-conditional-expect': 'off',
      },
    },
  ],
});
