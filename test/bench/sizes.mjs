/** The canonical text and the JSON scan alone, at 1, 10 and 100 KB: linear growth costs ten times as much for ten. */

import { Bench } from 'tinybench'
import { canonicalText } from '../../dist/message/canonical.js'
import { utf8 } from '../../dist/message/charset.js'
import { rawMembers } from '../../dist/message/raw-json.js'
import { tell } from './report.mjs'

const SIZES = [1, 10, 100]
/** Twenty characters of text for each parameter or member. */
const list = (kilobytes, item) => Array.from({ length: (kilobytes * 1024) / 32 }, (_, index) => item(index))
const named = index => `field_${String(index).padStart(4, '0')}`

const work = {
  'canonical text': kilobytes => {
    const params = new Map(list(kilobytes, index => [named(index), 'twenty characters of']))
    return () => canonicalText(params)
  },
  'JSON scan': kilobytes => {
    const reply = utf8.encode(
      `{"a_response":{${list(kilobytes, index => `"${named(index)}":"${'x'.repeat(18)}"`)}}}`,
    )
    return () => rawMembers(reply, utf8)
  },
}

for (const [name, make] of Object.entries(work)) {
  const bench = new Bench({ time: 500, warmupTime: 100 })
  for (const kilobytes of SIZES) bench.add(String(kilobytes), make(kilobytes))
  await bench.run()
  const times = bench.tasks.map(({ result }) => result.latency.p50 * 1000)
  const cells = SIZES.map((kilobytes, index) => `${kilobytes} KB ${times[index].toFixed(1)} µs`)
  const steps = times.slice(1).map((time, index) => `× ${(time / times[index]).toFixed(1)}`)
  tell(`${name}: ${cells.join(', ')}; growth at ten times the size: ${steps.join(', ')}`)
}
