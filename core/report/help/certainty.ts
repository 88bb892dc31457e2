/** How sure the number is: the status, its numerical check, and what it owes to the data. */
import type { HelpTerm } from './term'

export const status: HelpTerm = {
  id: 'status',
  title: 'Status of a number',
  symbol: null,
  paragraph: 'How sure the number v is; its reasons stand beside it. Exact: a theorem and its assumptions hold, for Gaussian inputs with this covariance. '
    + 'Upper bound: no weights within the budget exceed the number, but perhaps none reach it. Approximation: neither is known, as for a chain with a hidden '
    + 'tanh.',
  formula: String.raw`
    \underbrace{\mathrm{MMI}=v}_{\text{exact}}\qquad
    \underbrace{\mathrm{MMI}\le v}_{\text{upper bound}}\qquad
    \underbrace{\mathrm{MMI}\approx v}_{\text{approximation}}`,
  source: {
    kind: 'beyond',
    restsOn: 'which theorem covers the design; where none does, the data-processing inequality, Fischer’s inequality and the chain rule'
  },
  loose: null,
  related: ['certificate', 'gaussianity', 'parallel', 'convolution', 'activation']
}

export const certificate: HelpTerm = {
  id: 'certificate',
  title: 'Certificate',
  symbol: null,
  paragraph: 'A value that is reached, not only bounded: weights within the budget are constructed, or trained from several random starts, and what they '
    + 'pass is computed. The MMI lies between that achieved value and the bound. Where the status is exact the two have to agree to 10⁻⁶, relative: the '
    + 'theory checked on your own data.',
  formula: String.raw`\underbrace{\tfrac12\log\Bigl|I+\frac{W\Sigma W^{\mathsf T}}{\sigma^2}\Bigr|}_{\text{achieved by }W}\;\le\;\mathrm{MMI}\;\le\;\text{bound}`,
  source: { kind: 'beyond', restsOn: 'the information at given weights, from the proof of Theorem 1, and gradient ascent over the weights of the diagram' },
  loose: null,
  related: ['status', 'mmi', 'gaussianity']
}

export const gaussianity: HelpTerm = {
  id: 'gaussianity',
  title: 'Gaussian inputs',
  symbol: null,
  paragraph: 'The theorems take the input as Gaussian, and most data are not. For any other distribution with the same covariance the number of a linear '
    + 'network is an upper bound: at a given covariance nothing has more entropy than a Gaussian. Skewness and excess kurtosis of the leading components are '
    + 'tested at 1 %, and the window says so when the data fail.',
  formula: String.raw`h(Z)\le\tfrac12\log\bigl((2\pi e)^{N_1}\,|\Sigma_Z|\bigr)`,
  source: {
    kind: 'both',
    place: 'Theorem 1 (the assumption)',
    restsOn: 'maximum entropy at a given covariance; the Jarque–Bera test with Bonferroni’s correction'
  },
  loose: null,
  related: ['status', 'covariance', 'certificate']
}

export const covariance: HelpTerm = {
  id: 'covariance',
  title: 'Covariance estimate and shrinkage',
  symbol: 'Σ',
  paragraph: 'Every answer rests on the covariance Σ of the inputs, estimated from rows. The sample covariance S spreads the eigenvalues: the large come out '
    + 'too large and the small too small, the more so the fewer rows there are per column. Ledoit–Wolf and OAS shrink S towards a multiple of the identity, '
    + 'by a weight α that they take from the data; ridge adds a constant. Unless you choose, Ledoit–Wolf is used where there are fewer than ten rows per '
    + 'column.',
  formula: String.raw`\hat\Sigma=(1-\alpha)\,S+\alpha\,\frac{\operatorname{tr}S}{N_0}\,I`,
  source: { kind: 'beyond', restsOn: 'Ledoit and Wolf (2004); Chen, Wiesel, Eldar and Hero (2010) for OAS' },
  loose: 'The paper takes Σ as known and positive definite. A direction without variance does no harm: it carries no information and costs no budget.',
  related: ['spectrum', 'standard-error', 'gaussianity']
}

export const standardError: HelpTerm = {
  id: 'standard-error',
  title: 'Standard error',
  symbol: '±',
  paragraph: 'How far the number typically moves when as many rows are drawn anew. Each row pulls at the eigenvalues, and these count as much as the MMI '
    + 'depends on them; the spread of that pull s over the rows gives the error, for heavy tails too. The bias of the eigenvalues from few rows is not in '
    + 'it: compare sample with Ledoit–Wolf for that. The formula is for the raw scale and one dense layer.',
  formula: String.raw`\begin{gathered}
    \mathrm{SE}=\frac{\operatorname{sd}(s)}{\sqrt n},\qquad s=\sum_{i\le k^*}a_i\,\frac{(u_i^{\mathsf T}x)^2}{\lambda_i}\\
    a_i=\frac12\Bigl(1-\frac{\sigma^2}{\mu\,\lambda_i}\Bigr)
  \end{gathered}`,
  source: { kind: 'beyond', restsOn: 'the delta method: how the eigenvalues, and with them the MMI, change to first order with every row' },
  loose: null,
  related: ['covariance', 'spectrum', 'water-level']
}
