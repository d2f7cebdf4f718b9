/**
 * How fast a bill is read, and that its size costs no memory: ten thousand rows against a million, each read over
 * loopback by a process of its own, whose peak is the operating system's figure. The bill is made while it is sent.
 */
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { crc32, createDeflateRaw } from 'node:zlib'
import iconv from 'iconv-lite'
import { downloadBill } from '../../dist/alipay/bill/index.js'
import { tell } from './report.mjs'

const SIZES = [10_000, 1_000_000]
/** What a hundred times as many rows may cost: the engine lets its heap grow somewhat before it collects. */
const MOST = 3

const [asked] = process.argv.slice(2)
if (asked) await read(asked)
else await measure()

/** The child: reads a bill and sums it up. */
async function read(url) {
  const started = performance.now()
  let rows = 0
  let cents = 0n
  for await (const file of downloadBill(url)) {
    for await (const row of file.rows) {
      rows++
      cents += BigInt(row['订单金额（元）'].replace('.', ''))
    }
  }
  const ms = performance.now() - started
  console.log(JSON.stringify({ rows, cents: String(cents), ms, peak: process.resourceUsage().maxRSS / 1024 }))
}

async function measure() {
  let sent = 0
  const server = createServer((request, response) => {
    const size = Number(new URL(request.url, 'http://127.0.0.1').searchParams.get('rows'))
    sent = 0
    const bill = Readable.from(archive(size))
    bill.on('data', bytes => {
      sent += bytes.length
    })
    bill.pipe(response)
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const peaks = []
  for (const size of SIZES) {
    const { rows, cents, ms, peak } = await child(`http://127.0.0.1:${server.address().port}/?rows=${size}`)
    if (rows !== size || BigInt(cents) !== centsOf(size))
      throw new Error(`${rows} of ${size} rows, ${cents} cents`)
    peaks.push(peak)
    tell(
      `${String(size).padStart(9)} rows, ${(sent / 1e6).toFixed(1).padStart(5)} MB packed: ` +
        `${String(Math.round((rows / ms) * 1000)).padStart(7)} rows/s, peak ${peak.toFixed(0)} MB`,
    )
  }
  server.close()
  const ratio = peaks[1] / peaks[0]
  tell(`a hundred times the rows take ${ratio.toFixed(2)} times the memory`)
  if (ratio > MOST) {
    console.error(`more than ${MOST} times: the bill is kept in memory`)
    process.exitCode = 1
  }
}

function child(url) {
  return new Promise((resolve, reject) => {
    const { stdout } = spawn(process.execPath, [fileURLToPath(import.meta.url), url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
      .on('error', reject)
      .on('exit', code => code !== 0 && reject(new Error(`the reader ended with ${code}`)))
    let text = ''
    stdout.setEncoding('utf8').on('data', more => {
      text += more
    })
    stdout.on('end', () => text && resolve(JSON.parse(text)))
  })
}

function amountOf(index) {
  return `${index % 1000}.${String(index % 100).padStart(2, '0')}`
}

function centsOf(size) {
  let cents = 0n
  for (let index = 0; index < size; index++) cents += BigInt(amountOf(index).replace('.', ''))
  return cents
}

/** The csv, some thousand rows at a time. */
function* csv(size) {
  const header =
    '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,' +
    '订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,' +
    '券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'
  yield `#支付宝业务明细查询\r\n#账号：[20880000000000000156]\r\n#-----业务明细列表-----\r\n${header}\r\n`
  let lines = ''
  for (let index = 0; index < size; index++) {
    const number = String(index).padStart(12, '0')
    lines +=
      `2026013122001400${number}\t,ORDER-${index}\t,交易\t,咖啡${(index * 7919) % 10_007},2026-01-31 09:30:00,` +
      `2026-01-31 09:30:05,\t,\t,\t,\t,*明(156******89)\t,${amountOf(index)},${amountOf(index)},0.00,0.00,0.00,` +
      `0.00,0.00,,0.00\t,0.00,\t,0.00,0.00,\r\n`
    if (index % 2000 === 1999) {
      yield lines
      lines = ''
    }
  }
  yield `${lines}#-----业务明细列表结束-----\r\n#交易合计：${size}笔\r\n`
}

/** A zip whose sizes stand behind its only entry, packed by node:zlib. */
async function* archive(size) {
  const name = iconv.encode('20880000000000000156_20260131_业务明细.csv', 'gbk')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 6)
  local.writeUInt16LE(8, 8)
  local.writeUInt16LE(name.length, 26)
  yield Buffer.concat([local, name])

  let [checksum, unpacked, packed] = [0, 0, 0]
  const plain = function* () {
    for (const text of csv(size)) {
      const bytes = iconv.encode(text, 'gbk')
      checksum = crc32(bytes, checksum)
      unpacked += bytes.length
      yield bytes
    }
  }
  for await (const bytes of Readable.from(plain()).pipe(createDeflateRaw())) {
    packed += bytes.length
    yield bytes
  }
  const descriptor = Buffer.alloc(16)
  for (const [at, number] of [0x08074b50, checksum, packed, unpacked].entries())
    descriptor.writeUInt32LE(number, at * 4)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  yield Buffer.concat([descriptor, central, name, end])
}
