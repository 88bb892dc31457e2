/** Trainable parameters of the network that a design describes. */
import type { CompiledGroup, CompiledLeaf, CompiledSeries } from './compile'

/**
 * Number of weights and biases, counted as Keras and PyTorch count them: a dense block of u units has inputs × u weights and u biases;
 * a convolution's filters are shared by its windows, so f filters have window inputs (all channels of them) × f weights and f biases.
 * What a block reads is what the network would give it: the outputs of the item before it, of all branches of a group together.
 * Activations have none.
 */
export function trainableParameters(design: CompiledSeries): number {
  return inSeries(design, design.dimension)
}

function inSeries(series: CompiledSeries, inputs: number): number {
  let parameters = 0
  let reads = inputs
  for (const item of series.items) {
    parameters += item.kind === 'leaf' ? inBlock(item, reads) : inGroup(item, reads)
    reads = item.outputs
  }
  return parameters
}

function inBlock({ block, outputs }: CompiledLeaf, inputs: number): number {
  if (block.kind === 'dense') return inputs * block.units + block.units
  // windows do not overlap: together they hold every input once
  const windows = outputs / block.filters
  return (inputs / windows) * block.filters + block.filters
}

function inGroup({ group, branches }: CompiledGroup, inputs: number): number {
  return branches.reduce((sum, branch, index) => sum + inSeries(branch, group.branches[index]?.slice ? branch.dimension : inputs), 0)
}
