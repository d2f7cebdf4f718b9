/** The shop's processes, and the network between them and the gateway. */
import process from 'node:process'
import { type Running, run, untilTold } from '../stores/processes.ts'

/** Processes of which any may be dead at any time. */
export interface Shops {
  /** Posts to one that lives; rejects when it dies before it answers, or none lives. */
  post(turn: number, body: string, type: string): Promise<Response>
  /** Kills one with SIGKILL, and starts it again without waiting. */
  kill(index: number): void
  /** How often one was killed. */
  readonly kills: number
  /** Waits until all live. */
  settled(): Promise<void>
  end(): Promise<void>
}

/** Starts them: Node with a bundled script. */
export async function startShops(
  number: number,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Shops> {
  const shops: { running: Running; port: string | undefined; starting: Promise<void> }[] = []
  let kills = 0
  let isOver = false

  function start(index: number): void {
    const running = run(process.execPath, [script, ...args], { env })
    const shop = { running, port: undefined as string | undefined, starting: Promise.resolve() }
    shop.starting = untilTold(running, /^port (\d+)$/m).then(([, port]) => {
      shop.port = port
    })
    shop.starting.catch(() => {})
    shops[index] = shop
  }
  for (let index = 0; index < number; index++) start(index)
  const settled = async (): Promise<void> => {
    await Promise.all(shops.map(({ starting }) => starting))
  }
  await settled()

  return {
    settled,
    get kills() {
      return kills
    },
    post: async (turn, body, type) => {
      const ports = shops.map(({ port }) => port).filter(port => port !== undefined)
      const port = ports[turn % Math.max(1, ports.length)]
      if (port === undefined) throw new Error('no shop is open')
      return fetch(`http://127.0.0.1:${port}/notify`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      })
    },
    kill: index => {
      const shop = shops[index]
      // One that is just starting is killed at the next occasion.
      if (shop?.port === undefined || isOver) return
      kills++
      shop.port = undefined
      void shop.running.kill('SIGKILL')
      start(index)
    },
    end: async () => {
      isOver = true
      await Promise.all(shops.map(({ running }) => running.kill('SIGKILL')))
    },
  }
}
