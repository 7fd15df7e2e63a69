// <count-left of="title" most="120" data-left="# letters left" data-over="# letters too many"><output></output></count-left>:
// how many letters are left; speaks up near the end only.
customElements.define("count-left", class extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("of"))
    this.field?.addEventListener("input", this)
    if (this.field) this.handleEvent()
  }

  disconnectedCallback() {
    this.field?.removeEventListener("input", this)
  }

  handleEvent() {
    const left = Number(this.getAttribute("most")) - this.field.value.length
    const words = left < 0 ? this.dataset.over : this.dataset.left
    this.firstElementChild.textContent = words.replace("#", Math.abs(left))
    this.firstElementChild.setAttribute("aria-live", left < 20 ? "polite" : "off")
  }
})
