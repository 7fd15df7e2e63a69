// <go-to><a href="/go/">: Ctrl-K or ⌘K, or a press of the link, opens a dialog in which a name leads to its page
// (combobox with a list, WAI-ARIA APG). The server says what there is; without script the link leads to the same as a page.
customElements.define("go-to", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this)
    this.addEventListener("click", this)
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this)
    this.asking?.abort()
  }

  handleEvent(event) {
    if (event.type === "click") {
      if (!event.target.closest("go-to > a") || event.ctrlKey || event.metaKey || event.shiftKey) return
    } else if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
    else if (event.target.closest("input, textarea, select, [contenteditable]")) return
    event.preventDefault()
    this.open()
  }

  async open() {
    if (this.dialog?.open) return
    const shown = await this.ask("")
    if (!shown || this.dialog?.open) return
    this.dialog ??= this.appendChild(Object.assign(document.createElement("dialog"), { className: "palette" }))
    this.dialog.setAttribute("aria-label", this.firstElementChild.textContent.trim())
    this.dialog.replaceChildren(...shown)
    this.field.addEventListener("input", () => { clearTimeout(this.pause); this.pause = setTimeout(() => this.find(), 200) })
    this.field.addEventListener("keydown", event => this.walk(event))
    this.dialog.onclick = event => { if (event.target === this.dialog) this.dialog.close() }
    this.dialog.showModal()
    this.choose(0)
  }

  async ask(words) {
    this.asking?.abort()
    this.asking = new AbortController()
    const address = `${this.firstElementChild.href}?text=${encodeURIComponent(words)}`
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: this.asking.signal })
      if (!answer.ok) throw new TypeError(answer.statusText)
      const made = document.createElement("template")
      made.innerHTML = await answer.text()
      return made.content.children
    } catch (error) {
      if (error.name === "AbortError") return
      location.href = address
    }
  }

  async find() {
    this.dialog.querySelector("[role=listbox]").ariaBusy = "true"
    const shown = await this.ask(this.field.value)
    if (!shown) return
    for (const one of [...shown].slice(-2)) this.dialog.querySelector(`[role=${one.role}]`).replaceWith(one)
    this.choose(0)
  }

  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.choose(this.at + step)
    else if (event.key === "Enter") this.options[this.at]?.click()
    else return
    event.preventDefault()
  }

  choose(at) {
    const all = this.options
    this.at = all.length ? (at + all.length) % all.length : -1
    all.forEach((one, number) => one.setAttribute("aria-selected", number === this.at))
    all[this.at]?.scrollIntoView({ block: "nearest" })
    this.field.setAttribute("aria-activedescendant", all[this.at]?.id ?? "")
  }

  get field() { return this.dialog.querySelector("input") }
  get options() { return [...this.dialog.querySelectorAll("[role=option]")] }
})
