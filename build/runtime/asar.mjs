/**
 * An asar archive with these files at its top level: a pickled JSON header, then the bodies.
 * @param {Record<string, string>} files name → text
 * @returns {Buffer}
 */
export function asarArchive(files) {
  const header = { files: {} }
  const bodies = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text)
    header.files[name] = { size: body.length, offset: String(offset) }
    bodies.push(body)
    offset += body.length
  }
  const json = Buffer.from(JSON.stringify(header))
  const padding = Buffer.alloc((4 - (json.length % 4)) % 4)
  const sizes = Buffer.from(Uint32Array.of(4, json.length + padding.length + 8, json.length + padding.length + 4, json.length).buffer)
  return Buffer.concat([sizes, json, padding, ...bodies])
}
