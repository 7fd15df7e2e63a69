// <live-progress topic="SIGNED" to="/imports/7/"><progress><output>: shows what the server tells as it works: value, most,
// words. When it says done, the page at `to` is shown (or this one anew). What was told before the stream was open, or
// while it was broken, is not lost: every few seconds the page is asked whether the work still goes on.
customElements.define("live-progress", class extends HTMLElement {
  connectedCallback() {
    if (!this.getAttribute("topic")) return
    this.source = new EventSource(`/events/?topic=${encodeURIComponent(this.getAttribute("topic"))}`)
    this.source.addEventListener("message", this)
    this.asking = setInterval(() => this.ask(), 4000)
  }

  disconnectedCallback() {
    this.source?.close()
    clearInterval(this.asking)
  }

  handleEvent(event) {
    const facts = JSON.parse(event.data)
    this.show(facts.facts ?? facts)
  }

  show({ value, most, words, done }) {
    const bar = this.querySelector("progress")
    if (most != null) bar.max = most
    if (value != null) bar.value = value
    if (words != null) this.querySelector("output").textContent = words
    if (done) this.leave()
  }

  async ask() {
    const answer = await fetch(location.href).catch(() => null)
    if (!answer?.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    if (!page.getElementById(this.querySelector("progress").id)) this.leave()
  }

  leave() {
    this.disconnectedCallback()
    const to = this.getAttribute("to")
    if (to) location.assign(to)
    else location.reload()
  }
})
