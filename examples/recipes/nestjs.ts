/** NestJS on Express: this route gets the body as bytes, whatever its content type. */
import { Controller, Inject, Logger, Module, Post, Req, Res } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { type Request as ExpressRequest, type Response as ExpressResponse, raw } from 'express'
import { handleNotify, memoryStore, rsa2Verifier } from 'zhifu'
import {
  type AlipayReceiver,
  createAlipay,
  type TradeStatusSync,
  tradeEvent,
  tradeStatusSync,
} from 'zhifu/alipay'

/** Your orders, in your database. */
export interface Orders {
  find(number: string): Promise<{ total_amount: string } | null>
  /** A notification may come again: marking an order twice must be the same as once. */
  markPaid(trade: TradeStatusSync): Promise<void>
}

export interface Shop {
  readonly appId: string
  /** Alipay's public key (支付宝公钥), not your app's. */
  readonly alipayPublicKey: string
  readonly orders: Orders
}

@Controller('alipay')
export class AlipayController {
  @Inject('ALIPAY') private readonly alipay!: AlipayReceiver
  @Inject('ORDERS') private readonly orders!: Orders
  private readonly store = memoryStore() // for one process; several need a store that they share
  private readonly logger = new Logger('Alipay')

  @Post('notify')
  async notify(@Req() req: ExpressRequest, @Res() res: ExpressResponse): Promise<void> {
    // A parser in front of this leaves an object in req.body, and zhifu throws a TypeError that says so.
    const answer = await handleNotify(this.alipay, tradeStatusSync, req.body ?? '', {
      expect: ({ out_trade_no }) => this.orders.find(out_trade_no),
      handle: async trade => {
        if (tradeEvent(trade) === 'paid') await this.orders.markPaid(trade)
      },
      store: this.store,
      onError: error => this.logger.error(error),
    })
    res
      .status(answer.status)
      .type('text/plain')
      .send(await answer.text())
  }
}

@Module({ controllers: [AlipayController] })
export class AlipayModule {}

/** In `main.ts`. Nest's own parsers are mounted when the app starts, so what is used here comes before them. */
export async function createApp({ appId, alipayPublicKey, orders }: Shop): Promise<NestExpressApplication> {
  const alipay = createAlipay({ appId, verifier: rsa2Verifier(alipayPublicKey) })
  const app = await NestFactory.create<NestExpressApplication>({
    module: AlipayModule,
    providers: [
      { provide: 'ALIPAY', useValue: alipay },
      { provide: 'ORDERS', useValue: orders },
    ],
  })
  // `rawBody: true` is not enough: it keeps the bytes of JSON and of forms, and under another content type, or
  // under none, nothing.
  app.use('/alipay/notify', raw({ type: () => true }))
  return app
}
