/** Closes a run with one line for people and machines: `N passed, N failed`, `, N skipped` where some were. */
import { writeSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule, Vitest } from 'vitest/node'

/** Counts tests. A file that cannot be read, a suite that breaks and a stray error each count as one failed. */
export class ClosingLine implements Reporter {
  #passed = 0
  #failed = 0
  #skipped = 0
  #watching = false

  onInit(vitest: Vitest): void {
    this.#watching = vitest.config.watch
    // Written at the very end, since other reporters and tools may still speak after the run.
    if (!this.#watching) process.on('exit', code => this.#close(code))
  }

  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<SerializedError>): void {
    this.#passed = this.#skipped = 0
    this.#failed = errors.length
    for (const module of modules) this.#count(module)
    if (this.#watching) this.#close(0)
  }

  #count(module: TestModule): void {
    if (module.errors().length > 0) this.#failed++
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) this.#failed++
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') this.#passed++
      else if (state === 'skipped') this.#skipped++
      else this.#failed++
    }
  }

  #close(code: number): void {
    if (code !== 0 && this.#failed === 0) this.#failed = 1
    if (this.#failed > 0) process.exitCode = 1
    const skipped = this.#skipped > 0 ? `, ${this.#skipped} skipped` : ''
    writeSync(1, `${this.#passed} passed, ${this.#failed} failed${skipped}\n`)
  }
}
