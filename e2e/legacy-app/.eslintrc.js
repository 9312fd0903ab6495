module.exports = require('../../eslint.arrows')(__dirname, {
  rules: {
    // They take the file for one of the package whose folder this one lies in; knip knows what is not declared.
    '@backstage/no-undeclared-imports': 'off',
    '@backstage/no-mixed-plugin-imports': 'off',
    '@backstage/no-ui-css-imports-in-non-frontend': 'off',
  },
});
