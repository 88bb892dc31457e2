/** A design as a Keras model. */
import { success, type Result } from '../../api/problem'
import { outputsOf, type DesignInput } from '../../design/layout'
import type { Activation, Block, Design } from '../../design/types'
import { layerNames, nameAt } from './names'
import { preamble, writeLayers, type CodeWriter, type Flow } from './walkLayers'

const activations: Readonly<Record<Activation, string | null>> = {
  linear: null,
  relu: 'relu',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  softplus: 'softplus',
  elu: 'elu',
  selu: 'selu',
  'leaky-relu': 'leaky_relu',
  softsign: 'softsign',
  gelu: 'gelu',
  silu: 'silu',
  mish: 'mish',
  relu6: 'relu6',
  'hard-sigmoid': 'hard_sigmoid',
  'hard-tanh': 'hard_tanh'
}

/**
 * Python source of a functional Keras 3 model that maps (batch, N0) to (batch, outputs). Keras keeps channels last, as the core does.
 *
 * @returns the first problem of the design where it has one
 */
export function kerasCode(design: Design, input: DesignInput): Result<string> {
  const names = layerNames(design)
  const steps: string[] = [`inputs = keras.Input(shape=(${input.dimension},))`]
  const writer: CodeWriter = {
    layer(from, block, path) {
      const name = nameAt(names, path)
      steps.push(`${name} = ${layerOf(block, name)}(${asInput(from, block)})`)
      return name
    },
    slice(from, { from: start, to }, path) {
      const name = `slice_${path.join('_')}`
      steps.push(`${name} = ${asVector(from)}[:, ${start}:${to}]`)
      return name
    },
    concatenate(branches, path) {
      const name = `group_${path.join('_')}`
      steps.push(`${name} = layers.Concatenate()([${branches.map(asVector).join(', ')}])`)
      return name
    }
  }
  const last = writeLayers(design, input, 'inputs', writer)
  if (!last.ok) return last
  return success([
    '"""', ...preamble(design, input), '"""',
    'import keras', 'from keras import layers', '',
    ...steps,
    `model = keras.Model(inputs, ${asVector(last.value)})`,
    ''
  ].join('\n'))
}

function layerOf(block: Block, name: string): string {
  const activation = activations[block.activation]
  const further = `${activation ? `, activation="${activation}"` : ''}, name="${name}"`
  if (block.kind === 'dense') return `layers.Dense(${block.units}${further})`
  const { window } = block
  if (window.kind === 'block') return `layers.Conv1D(${block.filters}, ${window.size}, strides=${window.size}${further})`
  const size = `(${window.height}, ${window.width})`
  return `layers.Conv2D(${block.filters}, ${size}, strides=${size}${further})`
}

function asInput(from: Flow, block: Block): string {
  if (block.kind === 'dense') return asVector(from)
  const { name, layout } = from
  if (block.window.kind === 'block') {
    if (layout.kind === 'positions') return name
    return layout.kind === 'grid'
      ? `layers.Reshape((${layout.height * layout.width}, ${layout.channels}))(${name})`
      : `layers.Reshape((${outputsOf(layout)}, 1))(${name})`
  }
  if (layout.kind !== 'input' || !layout.shape) return name
  const { height, width, channels } = layout.shape
  return `layers.Reshape((${height}, ${width}, ${channels}))(${name})`
}

function asVector({ name, layout }: Flow): string {
  return layout.kind === 'grid' || layout.kind === 'positions' ? `layers.Flatten()(${name})` : name
}
