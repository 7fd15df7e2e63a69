// <support-now>: around a support button. The number changes at the press, before the server has answered; a refusal
// brings it back, and its reason stands among the messages; whoever has to sign in first is led there. Whoever presses
// again before the answer is there is not forgotten: that goes out after it. Without script the form does the same, a
// page later.
customElements.define("support-now", class extends HTMLElement {
  connectedCallback() {
    for (const name of ["htmx:beforeRequest", "htmx:beforeSwap", "htmx:afterRequest"]) this.addEventListener(name, this)
    this.addEventListener("submit", this, true)
  }

  handleEvent(event) {
    const button = this.querySelector("button[aria-pressed]")
    if (!button) return
    if (event.type === "submit") return this.earlier && this.pressAgain(event, button)
    const answer = event.detail.xhr
    const isDone = answer.status >= 200 && answer.status < 300
    const isElsewhere = answer.responseURL && new URL(answer.responseURL).pathname !== event.detail.pathInfo?.requestPath
    if (event.type === "htmx:beforeRequest") this.earlier = this.turn(button)
    else if (event.type === "htmx:beforeSwap" && isElsewhere) {
      event.preventDefault()
      location.assign(answer.responseURL)
    } else if (event.type === "htmx:beforeSwap" && isDone && this.isMeantOtherwise) this.sendNext()
    else if (event.type === "htmx:afterRequest") {
      if (!isDone) button.replaceWith(this.earlier)
      this.earlier = this.isMeantOtherwise = undefined
    }
  }

  pressAgain(event, button) {
    event.preventDefault()
    event.stopPropagation()
    this.turn(button)
    this.isMeantOtherwise = !this.isMeantOtherwise
  }

  sendNext() {
    const id = this.querySelector("form").id
    document.addEventListener("htmx:afterSettle", () => document.getElementById(id)?.requestSubmit?.(), { once: true })
  }

  turn(button) {
    const before = button.cloneNode(true)
    const isGiven = button.ariaPressed !== "true"
    const count = button.querySelector("strong")
    const number = Number(count.textContent.replace(/\D/g, "")) + (isGiven ? 1 : -1)
    button.ariaPressed = isGiven
    count.textContent = number.toLocaleString(document.documentElement.lang)
    return before
  }
})
