import { fileURLToPath } from 'node:url'
import { defineConfig } from 'eslint/config'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'
import { layers } from './lint/layers.mjs'
import { layerRules } from './lint/restrictions.mjs'

const typescript = ['**/*.ts', '**/*.vue']

/** Main stays responsive: after the start nothing in it waits for the disk or for a page. */
const noWaiting = [
  { selector: 'ImportSpecifier[imported.name=/Sync$/]', message: 'Main never waits for the disk, nor a page for main: use the promises.' },
  { selector: 'MemberExpression[property.name=/Sync$/]', message: 'Main never waits for the disk, nor a page for main: use the promises.' },
  { selector: 'MemberExpression[property.name="returnValue"]', message: 'No page may wait for main: use invoke and handle.' }
]

/** A skip with a condition names its reason and is counted; a test that is switched off is forgotten. */
const noSwitchedOffTests = [
  { selector: 'CallExpression[callee.property.name=/^(only|todo|fixme|fails)$/][callee.object.name=/^(test|it|describe|suite)$/]', message: 'Tests run, all of them.' },
  {
    selector: 'CallExpression[callee.property.name="skip"][callee.object.name=/^(test|it|describe|suite)$/]:matches([arguments.length=0], [arguments.0.type=/^(Literal|TemplateLiteral)$/])',
    message: 'Skip on a condition, with a reason.'
  },
  { selector: 'CallExpression[callee.name=/^(xit|xdescribe|xtest|fit|fdescribe)$/]', message: 'Tests run, all of them.' }
]

const house = {
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-debugger': 'error',
  'object-shorthand': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }]
}

const typed = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }]
}

const layerBlocks = Object.entries(layers).map(([layer, permissions]) => ({
  files: [`${layer}/**/*.{ts,vue}`],
  rules: layerRules(layer, permissions)
}))

export default defineConfig(
  { ignores: ['node_modules/**', 'out/**', 'dist/**', '.cache/**', 'test-results/**', 'test/fixtures/**', 'core/kernels/assembly/**', 'core/kernels/generated/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  // Components are imported by name, never registered for the whole document, so a single word cannot clash with an element.
  { files: ['**/*.vue'], rules: { ...vue.configs['no-layout-rules'].rules, 'vue/multi-word-component-names': 'off' } },
  { rules: house },
  {
    files: typescript,
    languageOptions: {
      parser: vueParser,
      parserOptions: { parser: tseslint.parser, projectService: true, tsconfigRootDir: fileURLToPath(new URL('..', import.meta.url)), extraFileExtensions: ['.vue'] }
    },
    rules: typed
  },
  ...layerBlocks,
  { files: ['core/**', 'renderer/**'], rules: { 'no-console': 'error' } },
  { files: ['app/main/**', 'app/preload/**'], rules: layerRules('app', layers.app, noWaiting) },
  { files: ['test/**'], rules: { 'no-restricted-syntax': ['error', ...noSwitchedOffTests] } }
)
