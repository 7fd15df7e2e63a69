// <copy-text data-done="Copied"><code>the text</code><button>Copy</button></copy-text>: copies, and says so in the button.
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", this)
  }

  async handleEvent(event) {
    const button = event.currentTarget
    await navigator.clipboard.writeText(this.querySelector("code").textContent.trim())
    button.setAttribute("aria-live", "polite")
    button.textContent = this.dataset.done
  }
})
