// <look-alikes from="/ideas/look-alikes/" of="title">: while somebody types into #title, asks the server for what is
// alike and shows the fragment. Polite: waits for a pause, drops late answers, tells the number to screen readers.
customElements.define("look-alikes", class extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("of"))
    this.field?.addEventListener("input", this)
  }

  disconnectedCallback() {
    this.field?.removeEventListener("input", this)
    this.asking?.abort()
  }

  handleEvent() {
    clearTimeout(this.pause)
    this.pause = setTimeout(() => this.ask(), 400)
  }

  async ask() {
    this.asking?.abort()
    this.asking = new AbortController()
    if (this.field.value.trim().length < 8) return this.replaceChildren()
    const address = `${this.getAttribute("from")}?text=${encodeURIComponent(this.field.value)}`
    try {
      const answer = await fetch(address, { signal: this.asking.signal })
      if (answer.ok) this.innerHTML = await answer.text()
    } catch (error) {
      if (error.name !== "AbortError") throw error
    }
  }
})
