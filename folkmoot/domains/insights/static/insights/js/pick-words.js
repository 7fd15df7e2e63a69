// <pick-words of="article .words"><form>: words selected in that text go into the form's field "quote", their place into
// "near". Without `of` the text is [data-words] inside. Without script the words are pasted.
customElements.define("pick-words", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("selectionchange", this)
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this)
  }

  handleEvent() {
    const selection = getSelection()
    const words = selection.toString().replace(/\s+/g, " ").trim()
    if (!words || !this.text?.contains(selection.anchorNode) || !this.text.contains(selection.focusNode)) return
    const { quote, near } = this.querySelector("form:has([name=quote])").elements
    quote.value = words
    near.value = this.before(selection.getRangeAt(0))
    this.querySelector("details")?.setAttribute("open", "")
  }

  // How many letters stand before the selection: the same words may stand twice. A title before the text only adds some.
  before(range) {
    const first = document.createRange()
    first.setStart(this.text, 0)
    first.setEnd(range.startContainer, range.startOffset)
    return first.toString().replace(/\s+/g, " ").trimStart().length
  }

  get text() {
    const of = this.getAttribute("of")
    return of ? document.querySelector(of) : this.querySelector("[data-words]")
  }
})
