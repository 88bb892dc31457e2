/** How layers combine: Section 3 and Theorems 3 to 6. */
import type { HelpTerm } from './term'

export const series: HelpTerm = {
  id: 'series',
  title: 'Series',
  symbol: null,
  paragraph: 'Layers one after the other. What one stage loses no later stage can win back, so a series passes what its narrowest stage would pass alone. '
    + 'Each stage is measured against the input of the whole series as if only that stage limited, and the smallest value counts. For dense layers with '
    + 'linear or relu inside this is exact, and the smallest width decides.',
  formula: String.raw`\mathrm{MMI}=\min_s\mathrm{MMI}_s,\qquad\tilde N=\min(N_0,\dots,N_K)`,
  source: {
    kind: 'both',
    place: 'Section 3; Theorem 6',
    restsOn: 'the data-processing inequality where a convolution stands in the series: there the minimum is an upper bound'
  },
  loose: 'Theorem 6 has one budget, on the product of all weights, and the noise on the last layer. Budgets or noise at every layer make another problem '
    + 'with another value.',
  related: ['bottleneck', 'parallel', 'budget', 'activation']
}

export const bottleneck: HelpTerm = {
  id: 'bottleneck',
  title: 'Bottleneck',
  symbol: '▸◂',
  paragraph: 'The stage of a series with the smallest MMI. It alone sets what the design can pass: widening any other stage changes nothing. When the budget '
    + 'limits rather than a width, several stages tie exactly and all are named; a larger F then separates them.',
  formula: String.raw`s^*\in\operatorname*{arg\,min}_s\;\mathrm{MMI}_s`,
  source: { kind: 'both', place: 'Section 3; Theorem 6', restsOn: 'a relative difference of 10⁻¹² or less, which is rounding, counts as a tie' },
  loose: 'The paper names the smallest width. That holds once F exceeds the breakpoint of the first component that this layer has no unit for; below it the '
    + 'budget limits, and the width does not matter.',
  related: ['series', 'mmi', 'breakpoint', 'budget']
}

export const parallel: HelpTerm = {
  id: 'parallel',
  title: 'Parallel',
  symbol: null,
  paragraph: 'Branches side by side, their outputs put together. If they read independent parts of the input, each brings its own information and the '
    + 'amounts add up. If they read the same or correlated parts, they partly say the same: the sum is then an upper bound, and for dense branches on the '
    + 'same input the joint bound stands beside it.',
  formula: String.raw`I(X;Z_1,Z_2)\le I(X;Z_1)+I(X;Z_2)`,
  source: { kind: 'both', place: 'Section 3', restsOn: 'the chain rule, which makes the sum an upper bound where branches share what they read' },
  loose: '“Parallel = sum” needs independent branch inputs and a budget for every branch. On the same input it can be far off: with λ = (2, 1, ½), σ² = 1 '
    + 'and two dense(2) branches that have F = 3 each, the sum is 2.315 nat and the true supremum 1.729 nat.',
  related: ['joint-bound', 'series', 'status']
}

export const jointBound: HelpTerm = {
  id: 'joint-bound',
  title: 'Joint bound',
  symbol: null,
  paragraph: 'Dense branches on the same input are, taken together, one dense layer: as wide as all of them, with all their budgets. What that layer can '
    + 'pass bounds them, and often lies far below the sum. Two branches attain it when the best gains can be divided between their two budgets; the value is '
    + 'exact then. The smaller of sum and joint bound is the value reported.',
  formula: String.raw`M_{\mathrm{LFC}}\Bigl(\sum_bF_b;\;\Sigma,\;N_0,\;\sum_bn_b\Bigr)`,
  source: { kind: 'beyond', restsOn: 'Theorem 2 for the stacked weights; for two branches the Schur–Horn theorem says whether it is attained' },
  loose: null,
  related: ['parallel', 'status', 'water-level']
}

export const convolution: HelpTerm = {
  id: 'convolution',
  title: 'Convolution windows',
  symbol: null,
  paragraph: 'A convolution applies the same N_f filters to every window of N_B inputs, here without overlap. Uncorrelated windows with equal statistics '
    + 'carry equal amounts, so the value is that of one window times their number. The filters are shared: F bounds them once, not for every window. In an '
    + 'image a window is a patch with all its channels.',
  formula: String.raw`\mathrm{MMI}=\frac{N_0}{N_B}\;M_{\mathrm{LFC}}(F;\,\bar\Sigma,\,N_B,\,N_f)`,
  source: {
    kind: 'both',
    place: 'Theorem 3',
    restsOn: 'any other Σ: with the mean Σ̄ of its diagonal blocks the formula is an upper bound, because log det is concave and by Fischer’s inequality'
  },
  loose: 'With correlated windows Theorem 3 is only a bound, and can be far off: for a circular AR(1) process with r = 0.8, 16 inputs, windows of 2, 2 '
    + 'filters, σ² = 1 and F = 2 the formula gives 6.104 nat and the true value is 4.566 nat. The theorem writes Z with N_0/N_B entries; it has N_f·N_0/N_B.',
  related: ['spectrum', 'status', 'breakpoint']
}

export const activation: HelpTerm = {
  id: 'activation',
  title: 'Activation rule',
  symbol: 'φ',
  paragraph: 'What the activation does to the number. Linear and relu: nothing; relu reaches the linear value in the limit of large biases, where it never '
    + 'cuts off. Bijective ones such as sigmoid, tanh, softplus, elu, selu or leaky relu: nothing, with the noise on the pre-activation A. All others, such '
    + 'as gelu, can only lose information: the linear value is an upper bound.',
  formula: String.raw`\begin{aligned}I(X;\varphi(A))&=I(X;A)&&\varphi\text{ bijective}\\I(X;\varphi(A))&\le I(X;A)&&\text{any }\varphi\end{aligned}`,
  source: { kind: 'both', place: 'Theorem 4 (relu), Theorem 5 (bijective)', restsOn: 'the data-processing inequality for all other activations' },
  loose: 'The proof of Lemma 2, on which Theorem 4 stands, is not an argument. Its claim holds all the same: relu is a contraction, and after a contraction '
    + 'with the same Gaussian noise the entropy is not larger. A bijective activation inside a chain is outside Theorem 6 and makes the number an '
    + 'approximation.',
  related: ['status', 'noise', 'series']
}
