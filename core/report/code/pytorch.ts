/** A design as a PyTorch module. */
import { success, type Result } from '../../api/problem'
import { outputsOf, type DesignInput, type Layout } from '../../design/layout'
import type { Activation, Block, ConvBlock, Design } from '../../design/types'
import { layerNames, nameAt } from './names'
import { preamble, writeLayers, type CodeWriter, type Flow } from './walkLayers'

const activations: Readonly<Record<Activation, string | null>> = {
  linear: null,
  relu: 'nn.functional.relu',
  sigmoid: 'torch.sigmoid',
  tanh: 'torch.tanh',
  softplus: 'nn.functional.softplus',
  elu: 'nn.functional.elu',
  selu: 'nn.functional.selu',
  'leaky-relu': 'nn.functional.leaky_relu',
  softsign: 'nn.functional.softsign',
  gelu: 'nn.functional.gelu',
  silu: 'nn.functional.silu',
  mish: 'nn.functional.mish',
  relu6: 'nn.functional.relu6',
  'hard-sigmoid': 'nn.functional.hardsigmoid',
  'hard-tanh': 'nn.functional.hardtanh'
}

/**
 * Python source of a module `Model` that maps (batch, N0) to (batch, outputs). Vectors have the order that the core measures:
 * position by position, all filters of a position together.
 *
 * @returns the first problem of the design where it has one
 */
export function pytorchCode(design: Design, input: DesignInput): Result<string> {
  const names = layerNames(design)
  const layers: string[] = []
  const steps: string[] = []
  const writer: CodeWriter = {
    layer(from, block, path, after) {
      const name = nameAt(names, path)
      layers.push(`self.${name} = ${layerOf(block, from.layout)}`)
      const called = `self.${name}(${asInput(from, block)})`
      const activation = activations[block.activation]
      steps.push(`${name} = ${activation ? `${activation}(${called})` : called}${shapeComment(after)}`)
      return name
    },
    slice(from, { from: start, to }, path) {
      const name = `slice_${path.join('_')}`
      steps.push(`${name} = ${asVector(from)}[:, ${start}:${to}]`)
      return name
    },
    concatenate(branches, path) {
      const name = `group_${path.join('_')}`
      steps.push(`${name} = torch.cat([${branches.map(asVector).join(', ')}], dim=1)  # (batch, ${branches.reduce((sum, branch) => sum + outputsOf(branch.layout), 0)})`)
      return name
    }
  }
  const last = writeLayers(design, input, 'x', writer)
  if (!last.ok) return last
  return success([
    '"""', ...preamble(design, input), '"""',
    'import torch', 'from torch import nn', '', '',
    'class Model(nn.Module):',
    '    def __init__(self) -> None:',
    '        super().__init__()',
    ...layers.map(line => `        ${line}`),
    '',
    '    def forward(self, x: torch.Tensor) -> torch.Tensor:',
    ...steps.map(line => `        ${line}`),
    `        return ${asVector(last.value)}`,
    ''
  ].join('\n'))
}

function layerOf(block: Block, before: Layout): string {
  if (block.kind === 'dense') return `nn.Linear(${outputsOf(before)}, ${block.units})`
  const channels = channelsOf(before, block)
  const { window } = block
  if (window.kind === 'block') return `nn.Conv1d(${channels}, ${block.filters}, kernel_size=${window.size}, stride=${window.size})`
  const size = `(${window.height}, ${window.width})`
  return `nn.Conv2d(${channels}, ${block.filters}, kernel_size=${size}, stride=${size})`
}

function channelsOf(before: Layout, block: ConvBlock): number {
  if (before.kind === 'grid' || before.kind === 'positions') return before.channels
  return before.kind === 'input' && before.shape && block.window.kind === 'kernel' ? before.shape.channels : 1
}

/** What the layer is called with: tensors have their channels second. */
function asInput(from: Flow, block: Block): string {
  if (block.kind === 'dense') return asVector(from)
  const { name, layout } = from
  if (block.window.kind === 'block') {
    if (layout.kind === 'positions') return name
    return layout.kind === 'grid' ? `${name}.flatten(2)` : `${name}.unsqueeze(1)`
  }
  if (layout.kind !== 'input' || !layout.shape) return name
  const { height, width, channels } = layout.shape
  return `${name}.reshape(-1, ${height}, ${width}, ${channels}).permute(0, 3, 1, 2)`
}

function asVector({ name, layout }: Flow): string {
  switch (layout.kind) {
    case 'grid': return `${name}.permute(0, 2, 3, 1).flatten(1)`
    case 'positions': return `${name}.permute(0, 2, 1).flatten(1)`
    case 'input':
    case 'flat': return name
  }
}

function shapeComment(layout: Layout): string {
  switch (layout.kind) {
    case 'grid': return `  # (batch, ${layout.channels}, ${layout.height}, ${layout.width})`
    case 'positions': return `  # (batch, ${layout.channels}, ${layout.count})`
    case 'input':
    case 'flat': return `  # (batch, ${outputsOf(layout)})`
  }
}
