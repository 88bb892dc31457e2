/** How much one layer can pass: Theorems 1 and 2 with Lemma 1. */
import type { HelpTerm } from './term'

export const mmi: HelpTerm = {
  id: 'mmi',
  title: 'Maximum mutual information',
  symbol: 'MMI',
  paragraph: 'How much a design can know about its input at most: the largest mutual information between the input X and the noisy output Z that any weights '
    + 'within the budget F reach. It belongs to the architecture and the covariance of the data, not to one set of trained weights. With F it grows without '
    + 'jumps and ever more slowly. The unit is the nat; 1 nat is 1.443 bit. The second line below is for one dense layer.',
  formula: String.raw`\begin{aligned}
    \mathrm{MMI}(F)&=\sup_{\operatorname{Tr}(W^{\mathsf T}W)\,\le\,F}I(X;Z)\\
    &=\frac12\sum_{i\le k^*}\log\frac{\mu\,\lambda_i}{\sigma^2}
  \end{aligned}`,
  source: { kind: 'paper', place: 'Theorems 1 and 2, eq. (2) and (9)' },
  loose: 'For many components the paper writes MMI ≈ ½ Σ log(λ_i · mean of 1/λ). That leaves F out and needs ρ_Ñ ≤ F ≪ σ² Tr(Σ⁻¹), a range that exists only '
    + 'where nearly all of the eigenvalues used are close to the smallest. The workbench does not use it.',
  related: ['budget', 'spectrum', 'water-level', 'bottleneck', 'status']
}

export const budget: HelpTerm = {
  id: 'budget',
  title: 'Weight budget',
  symbol: 'F',
  paragraph: 'How large the weights may be: the squares of all weights of the map from the input to the output may add up to F at most. Without a limit any '
    + 'amount of information could pass, because large weights drown the noise. Only F/σ² matters: twice the noise variance needs twice the budget. A chain '
    + 'of layers has one budget; in a group every branch has the full one, not a share.',
  formula: String.raw`\operatorname{Tr}(W^{\mathsf T}W)=\sum_{i,j}w_{ij}^2\le F,\qquad W=W_K\cdots W_1`,
  source: { kind: 'paper', place: 'Theorem 1; Theorem 6 for a chain' },
  loose: 'Theorem 6 does not say what F bounds when there are several layers. Its proof needs the product of the weights. A budget for every layer is '
    + 'another problem: with λ = (2, 1, ½), σ² = 1 and two layers of 3 units that have 3 and 2, the supremum is 1.2825 nat, while a budget of 6 on their '
    + 'product gives 1.729 nat.',
  related: ['noise', 'mmi', 'breakpoint', 'series']
}

export const noise: HelpTerm = {
  id: 'noise',
  title: 'Noise variance',
  symbol: 'σ²',
  paragraph: 'The variance of the Gaussian noise that the theory adds to every output coordinate, so that only a finite amount of information passes. It is '
    + 'part of the model and is not estimated from the data: it says how precisely an output can be read. Only F/σ² matters, so keeping σ² = 1 and choosing '
    + 'F loses nothing. In a chain of layers the noise sits on the last one.',
  formula: String.raw`Z=WX+b+n,\qquad n\sim\mathcal N(0,\,\sigma^2 I)`,
  source: { kind: 'paper', place: 'Theorem 1; Theorem 6 for a chain' },
  loose: null,
  related: ['budget', 'mmi', 'activation']
}

export const spectrum: HelpTerm = {
  id: 'spectrum',
  title: 'Spectrum and active components',
  symbol: 'λ_i',
  paragraph: 'The eigenvalues of the covariance Σ, largest first: the variance of the input along its principal directions. The rank counts those above '
    + 'zero; a layer of N_1 units uses the N_1 largest at most. Active are the components that carry information at the present budget, k* of them. The '
    + 'condition is the largest eigenvalue over the smallest; with a zero among them Σ is singular.',
  formula: String.raw`\Sigma=\sum_i\lambda_i\,u_iu_i^{\mathsf T},\qquad k^*=\max\{k\le r:\rho_k\le F\}`,
  source: {
    kind: 'both',
    place: 'Theorem 1, Lemma 1',
    restsOn: 'what counts as zero in an estimated Σ: |λ| ≤ N_0·2⁻⁵²·λ_1, the accuracy of the eigenvalues themselves'
  },
  loose: null,
  related: ['breakpoint', 'water-level', 'covariance']
}

export const breakpoint: HelpTerm = {
  id: 'breakpoint',
  title: 'Breakpoint',
  symbol: 'ρ_k',
  paragraph: 'The budget at which the k-th principal component starts to carry information. The strongest starts at once; a weaker one starts when a little '
    + 'budget brings as much there as in each before it. On the chart of MMI(F) they are the ticks on the axis. For a convolution they count in the budget '
    + 'of the shared kernel.',
  formula: String.raw`\rho_k=\sigma^2\Bigl(\frac{k}{\lambda_k}-\sum_{i\le k}\frac1{\lambda_i}\Bigr),\qquad\rho_1=0`,
  source: { kind: 'paper', place: 'Lemma 1, eq. (8)' },
  loose: 'The paper calls them points of discontinuity. Nothing jumps there: MMI(F) is continuous, concave and even smooth, with the slope 1/(2μ) on both '
    + 'sides. Only the formula changes its piece.',
  related: ['spectrum', 'water-level', 'budget']
}

export const waterLevel: HelpTerm = {
  id: 'water-level',
  title: 'Water level',
  symbol: 'μ',
  paragraph: 'The best weights spread the budget like water over a floor that is σ²/λ_i high under component i. Components under water are active, and the '
    + 'depth there is their gain p_i; those above the surface get nothing. The level rises with F. A little more budget ΔF brings ΔF/(2μ) nat.',
  formula: String.raw`\begin{gathered}
    p_i=\max\Bigl(0,\;\mu-\frac{\sigma^2}{\lambda_i}\Bigr),\qquad\sum_ip_i=F\\
    \mu=\frac1{k^*}\Bigl(F+\sigma^2\sum_{i\le k^*}\frac1{\lambda_i}\Bigr)
  \end{gathered}`,
  source: { kind: 'paper', place: 'Proofs of Theorems 1 and 2, from eq. (6) on' },
  loose: null,
  related: ['spectrum', 'breakpoint', 'mmi']
}
