// <auto-submit><form method="get">: sends itself when a choice changes, so its button [data-submit] is not needed.
// What is typed waits for Enter, which no pause can guess.
customElements.define("auto-submit", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this)
    this.querySelectorAll("[data-submit]").forEach(button => button.classList.add("unseen"))
  }

  handleEvent(event) {
    if (event.target.matches("select, [type=radio], [type=checkbox]")) event.target.form.requestSubmit()
  }
})
