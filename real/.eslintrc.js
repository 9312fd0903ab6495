module.exports = require('../eslint.arrows')(__dirname, {
  overrides: [
    {
      // Suites that run against more than one server: tests in all but the file's name.
      files: ['src/contract/**', 'src/argocd/contract/**', 'src/realHalf.ts'],
      rules: {
        'jest/no-export': 'off',
        'jest/valid-title': 'off',
        'jest/valid-describe-callback': 'off',
      },
    },
  ],
});
