/**
 * Which folder may import what: the directions of the house as data.
 *
 * reach: folders and single files (without extension) of this checkout, beside the layer itself
 * node: whether Node's own modules are allowed
 * packages: the npm packages that are allowed; 'any' means all except Electron
 */
export const layers = {
  'core/theory': { reach: ['core/linalg'], node: false, packages: [] },
  'core/linalg': { reach: ['core/theory'], node: false, packages: ['ml-matrix'] },
  // WebAssembly and its threads; behind interfaces that linalg and dataset define.
  'core/kernels': { reach: ['core/linalg'], node: true, packages: [] },
  'core/dataset': { reach: ['core/api', 'core/kernels', 'core/linalg', 'core/theory'], node: true, packages: 'any' },
  // As in evaluation, how a number is written in a sentence.
  'core/estimate': { reach: ['core/api', 'core/dataset', 'core/linalg', 'core/report/format', 'core/theory'], node: true, packages: 'any' },
  'core/design': { reach: ['core/api'], node: false, packages: [] },
  'core/evaluation': {
    // The only thing it takes from reports is how a number is written in a sentence.
    reach: ['core/api', 'core/dataset', 'core/design', 'core/estimate', 'core/linalg', 'core/report/format', 'core/theory'],
    node: false,
    packages: []
  },
  'core/project': { reach: ['core/api', 'core/dataset', 'core/design'], node: true, packages: 'any' },
  'core/report': { reach: ['core/api', 'core/design', 'core/theory'], node: false, packages: ['echarts'] },
  'core/api': { reach: ['core/project/document', 'core/design/types'], node: false, packages: ['zod'] },
  'core/process': { reach: ['core'], node: true, packages: 'any' },
  // What a project remembers is pure data that the renderer edits and core stores.
  renderer: { reach: ['core/api', 'core/design', 'core/report', 'core/project/document'], node: false, packages: 'any' },
  app: { reach: ['core'], node: true, packages: 'any', electron: true }
}

