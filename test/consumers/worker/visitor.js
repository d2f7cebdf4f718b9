/** Visits the Worker through its binding, as a payer's browser and as Alipay. */
import material from './material.json'

export default {
  async test(_controller, { SHOP }) {
    const pay = await SHOP.fetch('https://shop.example/pay', { redirect: 'manual' })
    console.log(`url ${pay.headers.get('location')}`)
    for (const body of [material.notification, material.forged]) {
      const answer = await SHOP.fetch('https://shop.example/notify', { method: 'POST', body })
      console.log(await answer.text())
    }
  },
}
