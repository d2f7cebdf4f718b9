/** What the test's Worker takes of workerd's own module. */
declare module 'cloudflare:workers' {
  export class DurableObject {}
}
