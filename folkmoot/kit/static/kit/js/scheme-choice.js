// <scheme-choice>: around radios named "scheme" (auto, light, dark). Kept in a cookie, so that the server answers in the
// same scheme and no page flashes.
customElements.define("scheme-choice", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this)
  }

  handleEvent(event) {
    document.cookie = `scheme=${event.target.value}; path=/; max-age=31536000; samesite=lax`
    document.documentElement.dataset.scheme = event.target.value
  }
})
