/** The generated tables: the same bytes on every machine, written once. */
import fs from 'node:fs'
import path from 'node:path'

/** Grows when what is generated changes, so that old files are not taken for new ones. */
const generation = 1

export const tables = [
  { name: 'images', rows: 60_000, columns: 784, kind: 'images' },
  { name: 'wide floats', rows: 20_000, columns: 784, kind: 'floats' },
  { name: 'long floats', rows: 1_000_000, columns: 20, kind: 'floats' },
  { name: 'widest floats', rows: 5_000, columns: 3_072, kind: 'floats' }
]

export const quickTables = [{ name: 'small floats', rows: 300, columns: 12, kind: 'floats' }, { name: 'small images', rows: 200, columns: 36, kind: 'images' }]

/** @returns {{ file: string, megabytes: number }} */
export function tableFile(folder, table) {
  const file = path.join(folder, `${table.kind}-${table.rows}x${table.columns}-${generation}.csv`)
  if (!fs.existsSync(file)) writeTable(file, table)
  return { file, megabytes: fs.statSync(file).size / 1e6 }
}

function writeTable(file, { rows, columns, kind }) {
  const unfinished = `${file}.part`
  const descriptor = fs.openSync(unfinished, 'w')
  const row = kind === 'images' ? imageRows(columns) : factorRows(columns)
  let text = `${Array.from({ length: columns }, (_, column) => `x${column}`).join(',')}\n`
  for (let index = 0; index < rows; index++) {
    text += row()
    if (text.length > 2 ** 22) {
      fs.writeSync(descriptor, text)
      text = ''
    }
  }
  fs.writeSync(descriptor, text)
  fs.closeSync(descriptor)
  fs.renameSync(unfinished, file)
}

/** Uniform in [0, 1) (mulberry32). */
export function uniform(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Square pictures of a bright blob on black with noise on it: integers from 0 to 255, most of them 0, as in scans of digits. */
function imageRows(columns) {
  const random = uniform(7)
  const side = Math.round(Math.sqrt(columns))
  const pixels = new Array(columns)
  return () => {
    const centre = [side * (0.35 + 0.3 * random()), side * (0.35 + 0.3 * random())]
    const radius = side * (0.15 + 0.15 * random())
    for (let at = 0; at < columns; at++) {
      const away = Math.hypot(Math.floor(at / side) - centre[0], (at % side) - centre[1]) / radius
      pixels[at] = away >= 1 ? 0 : Math.floor(256 * (1 - away) * (0.5 + 0.5 * random()))
    }
    return `${pixels.join(',')}\n`
  }
}

/** Numbers of six decimals: sixteen common factors of falling weight, and noise. */
function factorRows(columns) {
  const random = uniform(11)
  const factors = Math.min(16, columns)
  const loadings = Array.from({ length: factors }, (_, factor) => Float64Array.from({ length: columns }, () => (random() - 0.5) * 4 * 0.7 ** factor))
  const values = new Float64Array(columns)
  return () => {
    for (let column = 0; column < columns; column++) values[column] = random() - 0.5
    for (const loading of loadings) {
      const strength = random() - 0.5
      for (let column = 0; column < columns; column++) values[column] += strength * loading[column]
    }
    let text = values[0].toFixed(6)
    for (let column = 1; column < columns; column++) text += `,${values[column].toFixed(6)}`
    return `${text}\n`
  }
}

/** rows × columns numbers as bytes of float64: standard normal ones, correlated a little, or whole ones from 0 to 255. */
export function numbersFile(folder, rows, columns, kind = 'floats') {
  const file = path.join(folder, `${kind === 'floats' ? 'numbers' : 'wholes'}-${rows}x${columns}-${generation}.f64`)
  if (fs.existsSync(file)) return file
  const random = uniform(13)
  const values = new Float64Array(rows * columns)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  for (let at = 0; at < values.length; at++) values[at] = kind === 'wholes' ? Math.floor(256 * random()) : normal() + (at % columns > 0 ? 0.5 * values[at - 1] : 0)
  fs.writeFileSync(file, values)
  return file
}

/** A symmetric matrix with entries in (−1, 1) and a heavy diagonal, as bytes of float64. */
/** Spectra of covariances: falling as those of images do, and as flat as that of noise about its upper end. */
export const spectra = {
  'λ = 1/i': index => 1 / (index + 1),
  flat: (index, order) => (1 + Math.sqrt(0.6) * Math.cos((Math.PI * (index + 0.5)) / order)) ** 2
}

/** A covariance of such a spectrum: a diagonal matrix seen in four mirrors. */
export function covarianceFile(folder, order, name) {
  const file = path.join(folder, `covariance-${Object.keys(spectra).indexOf(name)}-${order}-${generation}.f64`)
  if (fs.existsSync(file)) return file
  const random = uniform(23)
  const matrix = new Float64Array(order * order)
  for (let row = 0; row < order; row++) matrix[row * order + row] = spectra[name](row, order)
  for (let mirror = 0; mirror < 4; mirror++) reflect(matrix, order, random)
  fs.writeFileSync(file, matrix)
  return file
}

/** HAH with H = I − 2vvᵀ for a random v: A − 2(wvᵀ + vwᵀ), w = Av − (vᵀAv)v. */
function reflect(matrix, order, random) {
  const v = Float64Array.from({ length: order }, () => random() - 0.5)
  const size = Math.hypot(...v)
  for (let at = 0; at < order; at++) v[at] /= size
  const w = new Float64Array(order)
  let along = 0
  for (let row = 0; row < order; row++) {
    for (let column = 0; column < order; column++) w[row] += matrix[row * order + column] * v[column]
    along += v[row] * w[row]
  }
  for (let at = 0; at < order; at++) w[at] -= along * v[at]
  for (let row = 0; row < order; row++) {
    for (let column = row; column < order; column++) {
      matrix[row * order + column] = matrix[column * order + row] = matrix[row * order + column] - 2 * (w[row] * v[column] + v[row] * w[column])
    }
  }
}

export function matrixFile(folder, order) {
  const file = path.join(folder, `matrix-${order}-${generation}.f64`)
  if (fs.existsSync(file)) return file
  const random = uniform(17)
  const matrix = new Float64Array(order * order)
  for (let row = 0; row < order; row++) {
    for (let column = row; column < order; column++) matrix[row * order + column] = matrix[column * order + row] = 2 * random() - 1 + (row === column ? order / 8 : 0)
  }
  fs.writeFileSync(file, matrix)
  return file
}
