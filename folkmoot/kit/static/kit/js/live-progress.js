// <live-progress topic="SIGNED" to="/imports/7/"><progress><output>: shows what the server tells as it works: value, most,
// words. When it says done, the page at `to` is shown (or this one anew). The browser comes back by itself after a break.
customElements.define("live-progress", class extends HTMLElement {
  connectedCallback() {
    if (!this.getAttribute("topic")) return
    this.source = new EventSource(`/events/?topic=${encodeURIComponent(this.getAttribute("topic"))}`)
    this.source.addEventListener("message", this)
  }

  disconnectedCallback() {
    this.source?.close()
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
    if (!done) return
    this.source?.close()
    location.assign(this.getAttribute("to") ?? location.href)
  }
})
