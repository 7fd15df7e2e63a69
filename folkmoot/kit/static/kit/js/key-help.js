// <key-help><a href="/keys/">: ? or a press of the link shows the keys that this page has: those of its elements, and what
// stands on its buttons. A single key can be switched off (WCAG 2.1.4), and never acts while somebody types.
customElements.define("key-help", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this)
    this.addEventListener("click", this)
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this)
  }

  handleEvent(event) {
    if (event.type === "click" ? !event.target.closest("key-help > a") || event.ctrlKey || event.metaKey
      : event.key !== "?" || event.ctrlKey || event.metaKey || localStorage.getItem("keys") === "off"
      || event.target.closest("input, textarea, select, [contenteditable], dialog")) return
    event.preventDefault()
    this.open()
  }

  async open() {
    if (this.dialog?.open) return
    const answer = await fetch(this.firstElementChild.href, { headers: { "HX-Request": "true" } })
    if (!answer.ok) return location.assign(this.firstElementChild.href)
    this.dialog ??= this.appendChild(document.createElement("dialog"))
    this.dialog.setAttribute("aria-labelledby", "keys-title")
    this.dialog.innerHTML = await answer.text()
    this.show(this.dialog.querySelector("dl"))
    const box = this.dialog.querySelector("input")
    box.checked = localStorage.getItem("keys") !== "off"
    box.onchange = () => localStorage.setItem("keys", box.checked ? "on" : "off")
    this.dialog.showModal()
  }

  show(list) {
    for (const term of list.querySelectorAll("[data-of]")) {
      if (document.querySelector(`main :is(${term.dataset.of}), header :is(${term.dataset.of})`)) continue
      term.nextElementSibling.remove()
      term.remove()
    }
    for (const one of document.querySelectorAll("hot-keys [data-key]")) {
      if (!one.checkVisibility()) continue
      const [term, said, key] = ["dt", "dd", "kbd"].map(name => document.createElement(name))
      key.textContent = one.dataset.key.toUpperCase()
      const words = one.cloneNode(true)
      words.querySelectorAll("kbd").forEach(double => double.remove())
      said.textContent = (one.ariaLabel || words.textContent || one.labels?.[0]?.textContent || "").trim()
      term.append(key)
      list.append(term, said)
    }
  }
})
