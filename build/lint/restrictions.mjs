/** Turns the table of layers into options of ESLint's own rules. */
import fs from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

const coreFolders = fs.readdirSync(path.join(root, 'core'), { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name)

const others = ['app', 'renderer', 'test', 'build', 'out']

const oneOf = names => `(?:${names.map(name => name.replaceAll('.', '\\.')).join('|')})`

/**
 * Import specifiers that climb out of the layer into a folder it may not reach. A folder of core is named without `core/` from
 * its neighbours and with it from outside.
 */
function forbiddenPaths(layer, { reach }) {
  const allowed = [layer, ...reach]
  const inCore = allowed.includes('core') ? [] : coreFolders.flatMap(folder => {
    if (allowed.includes(`core/${folder}`)) return []
    const files = allowed.filter(place => place.startsWith(`core/${folder}/`)).map(place => place.slice(`core/${folder}/`.length))
    return [files.length > 0 ? `${folder}/(?!${oneOf(files)}$)` : `${folder}(?:/|$)`]
  })
  const prefix = layer.startsWith('core/') ? '(?:core/)?' : 'core/'
  const outside = others.filter(folder => folder !== layer)
  return [
    ...(inCore.length > 0 ? [`^(?:\\.\\./)+${prefix}(?:${inCore.join('|')})`] : []),
    `^(?:\\.\\./)+${oneOf(outside)}(?:/|$)`
  ]
}

/** Packages that the layer may not use, Node's and Electron among them. */
function forbiddenPackages({ node, packages, electron = false }) {
  const builtin = `^(?:node:|${oneOf(builtinModules.filter(name => !name.startsWith('_')))}(?:/|$))`
  return [
    ...(electron ? [] : ['^electron(?:/|$)']),
    ...(node ? [] : [builtin]),
    ...(packages === 'any' ? [] : [`^(?![./]|node:${packages.map(name => `|${name}(?:/|$)`).join('')})`])
  ]
}

const message = layer => `${layer} may not reach this: imports point one way (build/lint/layers.mjs).`

/**
 * Rules for the files of one layer.
 * @param {string} layer
 * @param {import('./layers.mjs').layers[keyof import('./layers.mjs').layers]} permissions
 * @param {readonly object[]} [syntax] further options of no-restricted-syntax, which cannot be added by a second block
 */
export function layerRules(layer, permissions, syntax = []) {
  const forbidden = [...forbiddenPaths(layer, permissions), ...forbiddenPackages(permissions)]
  return {
    'no-restricted-imports': ['error', { patterns: forbidden.map(regex => ({ regex, message: message(layer) })) }],
    // The rule above does not look into import(). A selector's expression cannot contain a slash of its own.
    'no-restricted-syntax': ['error', ...syntax, ...forbidden.map(regex => ({
      selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002F')}/]`,
      message: message(layer)
    }))]
  }
}
