// <case-keys>: P passes and H hides what is picked, or else the row in focus; ? shows the keys. J, K and X are <walk-list>'s.
// Only while the focus is inside and not in a text, so that no single key surprises anybody (WCAG 2.1.4).
customElements.define("case-keys", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this)
    const isWide = matchMedia("(min-width: 64rem)").matches
    if (isWide && document.activeElement === document.body) {
      this.querySelector("li a[aria-current]")?.focus({ preventScroll: true })
    }
  }

  handleEvent(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.matches("textarea, select, input:not([type=checkbox])")) return
    const act = { p: this.pass, h: this.hide, "?": this.help }[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act.call(this, event.target.closest("li"))
  }

  pass(row) {
    if (this.pick(row)) this.querySelector("[data-pass]").click()
  }

  // Hiding wants a reason, so the form opens and the reason is in focus.
  hide(row) {
    if (!this.pick(row)) return
    const together = this.querySelector("#hide-together")
    together.open = true
    together.querySelector("select").focus()
  }

  help() {
    const keys = this.querySelector("#keys")
    keys.open = !keys.open
  }

  pick(row) {
    if (!this.querySelector("li input:checked")) row?.querySelector("input[type=checkbox]")?.click()
    return this.querySelector("li input:checked") !== null
  }
})
