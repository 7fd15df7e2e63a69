// <live-bell from="/notices/bell/" topic="SIGNED">the bell</live-bell>: is loaded anew when the server tells that something
// is new. It listens only while its page is looked at: a browser has few connections to spare.
customElements.define("live-bell", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("visibilitychange", this)
    this.handleEvent({ type: "visibilitychange" })
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this)
    this.source?.close()
  }

  handleEvent({ type }) {
    if (type === "message") return this.show()
    this.source?.close()
    this.source = null
    if (document.hidden) {
      this.wasAway = true
      return
    }
    this.source = new EventSource(`/events/?topic=${encodeURIComponent(this.getAttribute("topic"))}`)
    this.source.addEventListener("message", this)
    if (this.wasAway) this.show()
  }

  async show() {
    const answer = await fetch(this.getAttribute("from")).catch(() => null)
    if (answer?.ok && !answer.redirected) this.innerHTML = await answer.text()
  }
})
