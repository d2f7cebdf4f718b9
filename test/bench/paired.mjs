/**
 * Contenders measured side by side on a machine that does other things too: they take turns in short rounds, each
 * round gives one ratio, and the median of the ratios is told. What disturbs a round disturbs both its sides.
 */
import { Bench } from 'tinybench'

/**
 * Measures operations against each other.
 *
 * @param contenders the operations by name.
 * @param options `width`: how many operations are under way at once; `each`: operations of one lane in a sample;
 *   `time`: milliseconds of one contender's turn.
 * @returns what one operation of each takes, and their ratios.
 */
export async function compare(contenders, { width = 1, each = 1, rounds = 25, time = 80 } = {}) {
  const names = Object.keys(contenders)
  const turns = []
  for (const operation of Object.values(contenders)) await lanes(operation, width, Math.max(each, 10))
  for (let round = 0; round < rounds; round++) {
    const bench = new Bench({ time, iterations: 1, warmup: false })
    const processor = {}
    for (const name of rotated(names, round)) {
      let before
      bench.add(name, () => lanes(contenders[name], width, each), {
        beforeAll: () => {
          before = process.cpuUsage()
        },
        afterAll: () => {
          const { user, system } = process.cpuUsage(before)
          processor[name] = user + system
        },
      })
    }
    await bench.run()
    turns.push(
      new Map(
        bench.tasks.map(({ name, result }) => {
          if (result.error) throw result.error
          const operations = result.latency.samplesCount * width * each
          return [
            name,
            { time: (result.latency.mean * 1000) / (width * each), cpu: processor[name] / operations },
          ]
        }),
      ),
    )
  }
  const medianOf = pick => median(turns.map(pick))
  return {
    /** Microseconds from one operation's end to the next one's. */
    time: name => medianOf(turn => turn.get(name).time),
    /** Microseconds of processor time, of all threads together. */
    cpu: name => medianOf(turn => turn.get(name).cpu),
    /** How many times as fast as another it is. */
    speed: (name, other) => medianOf(turn => turn.get(other).time / turn.get(name).time),
    /** How many times another's processor time it takes. */
    effort: (name, other) => medianOf(turn => turn.get(name).cpu / turn.get(other).cpu),
  }
}

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Keeps `width` operations under way until each lane has done its share. */
async function lanes(operation, width, each) {
  const lane = async () => {
    for (let done = 0; done < each; done++) await operation()
  }
  await Promise.all(Array.from({ length: width }, lane))
}

/** Who begins changes from round to round. */
function rotated(names, by) {
  const at = by % names.length
  return [...names.slice(at), ...names.slice(0, at)]
}
