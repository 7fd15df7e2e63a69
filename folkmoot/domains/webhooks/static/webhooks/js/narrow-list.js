// <narrow-list><input type="search"><output></output>… <details><ul><li>…: shows the rows that hold what is typed, and opens
// their groups. What is hidden stays chosen. The search shows with script only.
customElements.define("narrow-list", class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=search]")
    this.field.closest("[hidden]").hidden = false
    this.field.addEventListener("input", this)
    this.field.addEventListener("keydown", this)
  }

  disconnectedCallback() {
    this.field.removeEventListener("input", this)
    this.field.removeEventListener("keydown", this)
  }

  handleEvent(event) {
    // Enter looks; it does not send the form around it.
    if (event.type === "keydown") return event.key === "Enter" && event.preventDefault()
    const words = this.field.value.toLowerCase().split(/\s+/).filter(Boolean)
    for (const group of this.querySelectorAll("details")) {
      const rows = [...group.querySelectorAll("li")]
      for (const row of rows) row.hidden = !words.every(word => row.textContent.toLowerCase().includes(word))
      group.hidden = rows.every(row => row.hidden)
      group.open = words.length > 0 ? !group.hidden : rows.some(row => row.querySelector(":checked"))
    }
    const none = [...this.querySelectorAll("details")].every(group => group.hidden)
    this.querySelector("output").textContent = none ? this.dataset.none : ""
  }
})
