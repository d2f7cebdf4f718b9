/** No test may reach a real gateway: beyond this machine, the platform's own fetch is refused. */
const platformFetch = globalThis.fetch

globalThis.fetch = async (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input)
  if (!/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) {
    throw new TypeError(`a test may not reach ${hostname}`)
  }
  return platformFetch(input, init)
}
