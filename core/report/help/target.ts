/** How much information is wanted: Section 2 of the paper, put into numbers. */
import type { HelpTerm } from './term'

export const targetInterval: HelpTerm = {
  id: 'target-interval',
  title: 'Target interval',
  symbol: 'I_lo … I_hi',
  paragraph: 'Where I(X;Z) should lie for these labels. Below the lower end the representation cannot carry all that the input tells about the label. Above '
    + 'the upper end the loss from learning with a finite sample may eat up everything: nothing is guaranteed any more. The MMI of a design is best near the '
    + 'upper end. With few rows or weak labels there is no interval, and the window says why.',
  formula: String.raw`I_{\mathrm{lo}}=\frac J\eta,\qquad I_{\mathrm{hi}}=\frac{J-2h_2(\delta)}{2\delta}`,
  source: {
    kind: 'both',
    place: 'Section 2, eq. (1) and the strong data-processing inequality',
    restsOn: 'the two ends as numbers: where the guaranteed I(Y;Z) is largest, and where it has come down to zero'
  },
  loose: 'Section 2 speaks of the interval in words and gives no numbers. The ends are our definition, and J, η and δ are estimates with an error of their '
    + 'own.',
  related: ['information-xy', 'eta', 'delta', 'mmi']
}

export const informationXY: HelpTerm = {
  id: 'information-xy',
  title: 'Information about the label',
  symbol: 'J = I(X;Y)',
  paragraph: 'How much the input tells about the label: no representation of the input can tell more. It is estimated with classifiers that never saw the '
    + 'rows they judge: the entropy of the labels minus the mean surprise at the true label. So it tends to be too low: a better classifier would find more. '
    + 'It is never above the label entropy H(Y), which it reaches when the input decides the label.',
  formula: String.raw`\hat J=\hat H(Y)+\frac1m\sum_{i=1}^m\log\hat\pi_{y_i}(x_i)`,
  source: {
    kind: 'both',
    place: 'Section 2 (the maximum of I(Y;Z*))',
    restsOn: 'cross-entropy on held-out rows, which is never below the conditional entropy in expectation'
  },
  loose: null,
  related: ['target-interval', 'eta', 'delta']
}

export const eta: HelpTerm = {
  id: 'eta',
  title: 'Contraction constant',
  symbol: 'η',
  paragraph: 'Which share of what a representation holds can be about the label: at most η of it. The smaller η is, the more I(X;Z) it takes to hold all '
    + 'about the label: J/η at least. The paper takes the maximal correlation; the tight constant η_KL can be chosen instead, or a number of your own. η = 1 '
    + 'is plain data processing.',
  formula: String.raw`I(Y;Z)\le\eta\,I(X;Z),\qquad\rho_m^2\le\eta_{\mathrm{KL}}\le1`,
  source: {
    kind: 'both',
    place: 'Section 2 (η is the maximal correlation there)',
    restsOn: 'η_KL, the supremum of D(R_Y‖P_Y)/D(R_X‖P_X) over distributions R of the input'
  },
  loose: 'The maximal correlation ρ_m usually lies above the tight constant, but not always. For two equally frequent labels that 1 % of the inputs decide, '
    + 'while the rest tell nothing, ρ_m is 0.100 but η_KL is 0.131: there the inequality fails with the paper’s η.',
  related: ['maximal-correlation', 'target-interval', 'information-xy']
}

export const maximalCorrelation: HelpTerm = {
  id: 'maximal-correlation',
  title: 'Maximal correlation',
  symbol: 'ρ_m',
  paragraph: 'The largest correlation that any function of the input has with any function of the label (Hirschfeld, Gebelein, Rényi): 0 exactly when the '
    + 'two are independent, 1 when some property of the label can be read off the input for certain. It is estimated from held-out class probabilities and '
    + 'compared with permuted labels, to tell it from chance.',
  formula: String.raw`\rho_m=\sup_{f,\,g}\,\mathbb E[f(X)\,g(Y)],\quad\begin{aligned}\mathbb Ef=\mathbb Eg&=0\\\mathbb Ef^2=\mathbb Eg^2&=1\end{aligned}`,
  source: {
    kind: 'both',
    place: 'Section 2 (the definition)',
    restsOn: 'for finitely many labels ρ_m² is the second eigenvalue of E[ππᵀ] with row and column y divided by √p_y, π the class probabilities given X '
      + 'and p their means'
  },
  loose: null,
  related: ['eta', 'information-xy', 'target-interval']
}

export const delta: HelpTerm = {
  id: 'delta',
  title: 'Sampling loss',
  symbol: 'δ',
  paragraph: 'How far the class probabilities learnt from m rows lie from the true ones, as expected total variation. It falls as 1/√m. What a '
    + 'representation holds can mislead by that much: the quality lost is bounded as below. The paper’s rate and a bootstrap are both computed, and the '
    + 'larger is used.',
  formula: String.raw`\begin{gathered}
    \bigl|I(Y;\hat Z)-I(Y;Z^*)\bigr|\le2\delta\,I(X;Z)+2h_2(\delta)\\
    \delta=\max\Bigl(\sqrt{\tfrac{K\,m'\log2}{2m}},\;\delta_{\mathrm{bootstrap}}\Bigr)
  \end{gathered}`,
  source: {
    kind: 'both',
    place: 'Section 2, eq. (1) and the rate after it',
    restsOn: 'the bootstrap: the mean total variation between the model and its refits on resampled rows'
  },
  loose: 'The paper gives only the order of δ for K classes, with “a small integer” m′ that it does not name; here m′ is 1 unless you say otherwise. So the '
    + 'rate is a scale, not a bound.',
  related: ['target-interval', 'information-xy', 'eta']
}
