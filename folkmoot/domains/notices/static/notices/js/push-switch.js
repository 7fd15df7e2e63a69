// <push-switch key="BASE64URL" worker="/push-worker.js"><form><button>: asks the browser for leave to show what is new, and
// sends its address and keys with the form. Stays hidden where the browser cannot.
customElements.define("push-switch", class extends HTMLElement {
  connectedCallback() {
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) return
    this.hidden = false
    this.form = this.querySelector("form")
    this.form.addEventListener("submit", this)
  }

  disconnectedCallback() {
    this.form?.removeEventListener("submit", this)
  }

  async handleEvent(event) {
    event.preventDefault()
    try {
      const { endpoint, keys } = (await this.subscribe()).toJSON()
      for (const [name, value] of Object.entries({ endpoint, ...keys })) this.form.elements[name].value = value
      this.form.submit()
    } catch {
      this.querySelector("[data-refused]").hidden = false
    }
  }

  async subscribe() {
    await navigator.serviceWorker.register(this.getAttribute("worker"), { scope: "/" })
    const { pushManager } = await navigator.serviceWorker.ready
    // A subscription under another key of this place is of no use any more.
    await (await pushManager.getSubscription())?.unsubscribe()
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.getAttribute("key") })
  }
})
