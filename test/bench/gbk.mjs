/**
 * GBK against iconv-lite, and against UTF-8 by the platform, as ratios: above 1 is faster than they are.
 * Each reads and writes the same 100,000 characters, half of them Chinese.
 */
import iconv from 'iconv-lite'
import { Bench } from 'tinybench'
import { gbk } from '../../dist/gbk/index.js'
import { tell } from './report.mjs'

const text = '流水号0315006^常炜买家^20.00^备注说明|'.repeat(4000).slice(0, 100_000)
const bytes = gbk.encode(text)
const utf8Bytes = new TextEncoder().encode(text)
if (Buffer.compare(iconv.encode(text, 'gbk'), bytes) !== 0) throw new Error('iconv-lite disagrees')

const bench = new Bench({ time: 500, warmupTime: 100 })
bench
  .add('gbk.encode', () => gbk.encode(text))
  .add('iconv.encode', () => iconv.encode(text, 'gbk'))
  .add('TextEncoder', () => new TextEncoder().encode(text))
  .add('gbk.decode', () => gbk.decode(bytes))
  .add('iconv.decode', () => iconv.decode(Buffer.from(bytes.buffer, 0, bytes.length), 'gbk'))
  .add('TextDecoder', () => new TextDecoder('utf-8', { fatal: true }).decode(utf8Bytes))
  .add('gbk.firstUnwritable', () => gbk.firstUnwritable(text))
await bench.run()

const median = name => bench.tasks.find(task => task.name === name).result.latency.p50
const compare = (ours, theirs, called) =>
  tell(`${ours.padEnd(20)} ${(median(theirs) / median(ours)).toFixed(2)} times ${called}`)
for (const { name } of bench.tasks)
  tell(`${name.padEnd(20)} ${(text.length / median(name) / 1000).toFixed(0)} million characters a second`)
compare('gbk.encode', 'iconv.encode', 'as fast as iconv-lite')
compare('gbk.encode', 'TextEncoder', 'as fast as TextEncoder, which writes UTF-8')
compare('gbk.decode', 'iconv.decode', 'as fast as iconv-lite')
compare('gbk.decode', 'TextDecoder', 'as fast as TextDecoder, which reads UTF-8')
