// <support-instead action="/ideas/7/support/" next="/ideas/7/"><button type="button">: inside the form of a draft, supports
// another idea and goes to its page. A form of its own, since Enter in the draft must not press it; the draft stays.
customElements.define("support-instead", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this)
  }

  disconnectedCallback() {
    this.removeEventListener("click", this)
  }

  handleEvent(event) {
    const token = this.closest("form")?.elements.namedItem("csrfmiddlewaretoken")
    if (!event.target.closest("button") || !token) return
    const form = document.createElement("form")
    form.method = "post"
    form.action = this.getAttribute("action")
    for (const [name, value] of [["csrfmiddlewaretoken", token.value], ["next", this.getAttribute("next")]]) {
      const field = document.createElement("input")
      Object.assign(field, { type: "hidden", name, value })
      form.append(field)
    }
    document.body.append(form)
    form.submit()
  }
})
