/** Holds a whole job of zhifu against the WebCrypto call in it, the official SDK, and the least written by hand. */
import { compare } from './paired.mjs'
import { profile } from './profile.mjs'
import { hold, tell } from './report.mjs'

const WIDTHS = [1, 64]

/**
 * Measures alone and with 64 under way, and holds the latter to its limits.
 *
 * @param {object} job
 * @param {string} job.what what zhifu does: `a pay URL`.
 * @param {string} job.bare the contender that is the WebCrypto call alone.
 * @param {Record<string, () => unknown>} job.contenders `zhifu`, the bare one, `alipay-sdk`, `by hand`, and others.
 * @param {Record<number, number>} job.each how many calls in a row make one sample, by how many are under way.
 * @param {{ bare: number, official: number }} job.atLeast the speeds to reach, 64 at once.
 * @param {number} job.count how many calls are profiled.
 */
export async function againstBare({ what, bare, contenders, each, atLeast, count }) {
  for (const width of WIDTHS) {
    const { time, cpu, speed, effort } = await compare(contenders, { width, each: each[width] })
    const say = line => tell(`${width} at once: ${line}`)
    for (const name of Object.keys(contenders))
      say(`${name} ${time(name).toFixed(1)} µs, of processor time ${cpu(name).toFixed(1)} µs`)
    say(`${effort('zhifu', bare).toFixed(2)} times the processor time of ${bare}`)
    say(`by hand in speed of bare ${bare}: ${speed('by hand', bare).toFixed(2)}`)
    const inSpeedOf = `${what}, ${width} at once, in speed of`
    for (const [rival, name, least] of [
      [bare, `bare ${bare}`, atLeast.bare],
      ['alipay-sdk', 'the official SDK', atLeast.official],
    ]) {
      const ratio = speed('zhifu', rival)
      if (width === 64) hold(`${inSpeedOf} ${name}`, ratio, { atLeast: least })
      else tell(`${inSpeedOf} ${name}: ${ratio.toFixed(2)}`)
    }
  }
  tell(`64 at once, on the main thread: ${await profile(contenders.zhifu, { width: 64, count })}`)
}
