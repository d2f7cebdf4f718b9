/**
 * Where the time of the main thread goes, from the profiler of the platform: so many microseconds of an operation in
 * each room of the library, in what it depends on, and in the platform.
 */
import { Session } from 'node:inspector/promises'

/** The names of what a script belongs to; functions without a script belong to who called them. */
function placeOf({ functionName, url }) {
  if (functionName === '(garbage collector)') return 'garbage collector'
  if (functionName === '(idle)') return 'waiting'
  if (functionName === '(program)') return 'the engine'
  const [, room] = /\/dist\/(?:(\w+)\/)?[^/]*\.js$/.exec(/\/node_modules\//.test(url) ? '' : url) ?? []
  if (room !== undefined) return `zhifu ${room}`
  const [, dependency] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? []
  if (dependency !== undefined) return dependency
  if (/^node:internal\/(?:crypto|webidl)/.test(url)) return "the platform's WebCrypto"
  if (/^node:internal\/(?:deps\/undici|webstreams|streams|stream_base)|^node:(?:net|stream)/.test(url))
    return "the platform's fetch"
  return url === '' ? undefined : "the platform's rest"
}

/**
 * Runs operations for a while and says where they spend their time.
 *
 * @param operation what is repeated.
 * @param options `width`: how many are under way at once; `count`: how many in all.
 * @returns the microseconds of one operation by place, the largest first, as a text.
 */
export async function profile(operation, { width, count }) {
  const lane = async times => {
    for (let done = 0; done < times; done++) await operation()
  }
  const lanes = times => Promise.all(Array.from({ length: width }, () => lane(Math.ceil(times / width))))
  await lanes(count / 4)
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 100 })
  await session.post('Profiler.start')
  await lanes(count)
  const { nodes, samples, timeDeltas } = (await session.post('Profiler.stop')).profile
  session.disconnect()

  const nodeOf = new Map(nodes.map(node => [node.id, node]))
  const places = new Map()
  const settle = (node, inherited) => {
    const place = placeOf(node.callFrame) ?? inherited
    places.set(node.id, place)
    for (const child of node.children ?? []) settle(nodeOf.get(child), place)
  }
  settle(nodes[0], "the platform's rest")
  const spent = new Map()
  for (const [index, id] of samples.entries()) {
    const place = places.get(id)
    spent.set(place, (spent.get(place) ?? 0) + timeDeltas[index] / count)
  }
  return [...spent]
    .filter(([, microseconds]) => microseconds >= 0.5)
    .sort(([, a], [, b]) => b - a)
    .map(([place, microseconds]) => `${place} ${microseconds.toFixed(1)} µs`)
    .join(', ')
}
