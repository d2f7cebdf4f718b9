/** One thing that must hold. It fails by throwing. */
export interface Case {
  readonly name: string
  run(): unknown
}

/** The cases for a library, which is given as its three main entries. */
export default function suite(library: {
  readonly zhifu: typeof import('zhifu')
  readonly alipay: typeof import('zhifu/alipay')
  readonly emulator: typeof import('zhifu/emulator')
}): Case[]
