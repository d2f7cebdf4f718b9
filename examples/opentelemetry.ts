/**
 * What a client and a receiver tell of themselves, fed to OpenTelemetry: a span for each call and notification,
 * with names, codes, trace ids and outcomes. There is nothing secret in an event, so nothing needs scrubbing.
 */
import { generateKeyPairSync } from 'node:crypto'
import { type Attributes, metrics, SpanStatusCode, trace } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { execute, handleNotify, rsa2Signer, rsa2Verifier, type ZhifuEvent } from 'zhifu'
import { createAlipay, tradePay, tradeQuery, tradeStatusSync } from 'zhifu/alipay'
import { createEmulator } from 'zhifu/emulator'

/** Turns events into spans and counts. Give it to `onEvent`. */
function telemetry(): (event: ZhifuEvent) => void {
  const tracer = trace.getTracer('zhifu')
  const outcomes = metrics.getMeter('zhifu').createCounter('zhifu.outcomes')

  const span = (name: string, duration: number, attributes: Attributes, failed: boolean): void => {
    const end = Date.now()
    const recorded = tracer.startSpan(name, { startTime: end - duration, attributes })
    if (failed) recorded.setStatus({ code: SpanStatusCode.ERROR })
    recorded.end(end)
    outcomes.add(1, { name, failed })
  }

  return event => {
    switch (event.type) {
      case 'request-answered':
        return span(
          event.api,
          event.duration,
          { 'zhifu.code': event.code, 'zhifu.trace_id': event.traceId },
          false,
        )
      case 'request-failed': {
        const { error, reason, outcome, traceId } = event
        const attributes = {
          'error.type': error,
          'zhifu.reason': reason,
          'zhifu.outcome': outcome,
          'zhifu.trace_id': traceId,
        }
        return span(event.api, event.duration, attributes, true)
      }
      case 'notification-verified':
        return span(event.notification, event.duration, {}, false)
      case 'notification-refused':
        return span(
          event.notification,
          event.duration,
          { 'error.type': event.error, 'zhifu.diagnosis': event.diagnosis },
          true,
        )
      case 'field-left-out':
        return outcomes.add(1, { name: event.notification, 'zhifu.field': event.field })
      case 'request-started':
        if (event.attempt > 1) outcomes.add(1, { name: event.api, 'zhifu.repeat': event.attempt })
    }
  }
}

// An exporter that keeps the spans, in place of the one to your collector.
const exporter = new InMemorySpanExporter()
trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
)

const appId = '2021000000000001'
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const emulator = await createEmulator({
  baseUrl: 'http://127.0.0.1:1',
  apps: [{ appId, publicKey: keys.publicKey }],
  fetch: request =>
    handleNotify(alipay, tradeStatusSync, request, {
      expect: () => ({ total_amount: '12.50' }),
      handle: () => {},
    }),
})
const alipay = createAlipay({
  appId,
  signer: rsa2Signer(keys.privateKey),
  verifier: rsa2Verifier(emulator.alipayPublicKey),
  endpoint: emulator.gateway,
  fetch: emulator.fetch,
  onEvent: telemetry(),
})

const auth_code = emulator.issuePayerCode()
const order = {
  out_trade_no: 'ORDER-1',
  total_amount: '12.50',
  subject: 'Espresso',
  scene: 'bar_code',
  auth_code,
} as const
await execute(alipay, tradePay, order, { notifyUrl: 'http://127.0.0.1:1/notify' })
await emulator.advance(0)
await execute(alipay, tradeQuery, { out_trade_no: 'NO-SUCH-ORDER' }).catch(() => {})

for (const { name, status, attributes } of exporter.getFinishedSpans()) {
  console.log(status.code === SpanStatusCode.ERROR ? 'failed' : 'ok', name, JSON.stringify(attributes))
}
