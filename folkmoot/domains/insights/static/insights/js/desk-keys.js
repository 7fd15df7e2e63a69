// <desk-keys>: J, K and arrows walk, X picks, A answers (the picked ones together, if there are any), H hands over, U undoes,
// ? shows the keys; Esc leaves a text, Ctrl+Enter sends it. Only while the focus is inside, so that no single key
// surprises anybody (WCAG 2.1.4). Inside the list J, K and X are <walk-list>'s.
customElements.define("desk-keys", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this)
    if (!matchMedia("(min-width: 64rem)").matches) return
    // An address with #thing takes the focus away once more when all is loaded.
    if (document.readyState === "complete") this.begin()
    else addEventListener("load", () => setTimeout(() => this.begin()), { once: true })
  }

  handleEvent(event) {
    if (event.defaultPrevented) return
    const isText = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])")
    if (event.key === "Escape") return this.back()
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return event.target.form?.requestSubmit()
    if (event.ctrlKey || event.metaKey || event.altKey || isText) return
    const inList = event.target.closest(".worklist li")
    const walk = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    const act = inList ? null : walk ? () => this.back() : event.key === "x" ? () => this.pick() : null
    const does = act ?? { a: this.answer, h: this.hand, u: this.undo, "?": this.help }[event.key]
    if (!does || (walk && event.target.matches("[type=radio]"))) return
    event.preventDefault()
    event.stopPropagation()
    does.call(this)
  }

  begin() {
    if (document.activeElement === document.body) this.back()
  }

  back() {
    const row = this.querySelector(".worklist a[aria-current]") ?? this.querySelector(".worklist a") ?? this
    row.focus({ preventScroll: row === this })
  }

  pick() {
    this.querySelector(".worklist li:has([aria-current]) input")?.click()
  }

  // To the choice first, so that Y, N and the others choose; Tab goes on to the reason.
  answer() {
    const isMany = this.querySelector(".worklist input:checked") !== null
    if (isMany) this.querySelector("#together").open = true
    const { form } = this.querySelector(isMany ? "[data-focus=many]" : "[data-focus=one]") ?? {}
    const choice = form?.querySelector("[name=outcome]:checked") ?? form?.querySelector("[name=outcome]")
    choice?.focus()
  }

  hand() {
    const box = this.querySelector("#hand-over")
    if (!box) return
    box.open = true
    box.querySelector("select").focus()
  }

  undo() {
    this.querySelector("[data-key=u]")?.click()
  }

  help() {
    const keys = this.querySelector("#keys")
    keys.open = !keys.open
    keys.querySelector("summary").focus()
  }
})
