import { readdirSync } from 'node:fs';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

/** Features do not import each other: what two of them need moves to where both may look. Made from the folder list. */
function featureZones(app) {
  const root = new URL(`./${app}/src/features/`, import.meta.url);
  const features = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const others = (name) => {
    const names = features.map((feature) => feature.name).filter((other) => other !== name);
    if (names.length === 0) return [];
    return [{ regex: `^\\.\\./(\\.\\./)+(${names.join('|')})/`, message: 'A feature does not import another one.' }];
  };
  return features.map(({ name }) => ({
    files: [`${app}/src/features/${name}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...others(name),
            { regex: '^\\.\\./(\\.\\./)*app/', message: 'A feature does not know the application around it.' },
          ],
        },
      ],
    },
  }));
}

export default ts.config(
  { ignores: ['**/node_modules/**', '**/dist/**', 'target/**', '**/schema.d.ts'] },
  ...ts.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'react-hooks': hooks, 'jsx-a11y': a11y },
    rules: {
      ...hooks.configs.recommended.rules,
      ...a11y.configs.recommended.rules,
      // Scrollable regions must be reachable by keyboard, and the drawer's first field takes the focus on purpose.
      'jsx-a11y/no-noninteractive-tabindex': 'off',
      'jsx-a11y/no-autofocus': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
    },
  },
  {
    // What knows nothing of features, so that every feature may use it.
    files: ['{console,users}/src/{api,components,config,i18n,live,model,session}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '/(features|app|testing)/', message: 'The lower layers know no feature.' }] },
      ],
    },
  },
  {
    files: ['kit/src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '@promotion-bus/(?!kit)|/(console|users)/', message: 'The kit knows no application.' }] },
      ],
    },
  },
  ...featureZones('console'),
  ...featureZones('users'),
);
