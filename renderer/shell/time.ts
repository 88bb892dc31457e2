/** Times and sizes as this window writes them, whatever the system's locale. */

const two = (value: number): string => String(value).padStart(2, '0')

/** `2026-01-31 14:05:09`, in the time zone of the computer. @param iso an ISO time */
export function dateTimeWords(iso: string): string {
  const time = new Date(iso)
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
}

/** `3.1 kB`; decimal units, as file managers have them. */
export function fileSizeWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}
