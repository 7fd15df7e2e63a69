// <draft-keeper key="idea-7" data-url="/ideas/7/draft/"><form>…<span data-draft>: keeps what is typed. The server keeps it
// (a POST of the form to data-url) and answers with JSON {"words": "…", "after": 7}; the field "after" is the edit that this page has
// seen, so that another tab's words are not overwritten unseen (409: its words say so). Without data-url, or when it cannot, this device does.
// Words come from data-saving, data-saved, data-here.
customElements.define("draft-keeper", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.form.addEventListener("input", this)
    this.form.addEventListener("submit", this)
    this.restore()
  }

  disconnectedCallback() {
    clearTimeout(this.pause)
  }

  handleEvent(event) {
    clearTimeout(this.pause)
    if (event.type === "submit") return localStorage.removeItem(this.key)
    this.say("saving", this.dataset.saving ?? "")
    this.pause = setTimeout(() => this.keep(), 800)
  }

  async keep() {
    const answer = this.dataset.url && await this.send()
    if (answer?.ok) {
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {}
      if (told.after && this.form.elements.after) this.form.elements.after.value = told.after
      localStorage.removeItem(this.key)
      return this.say("saved", told.words ?? this.dataset.saved ?? "")
    }
    if (answer?.status === 409) return this.say("here", (await answer.json()).words)
    localStorage.setItem(this.key, JSON.stringify(this.typed))
    this.say("here", this.dataset.here ?? "")
  }

  send() {
    const headers = { Accept: "application/json" }
    return fetch(this.dataset.url, { method: "POST", body: new FormData(this.form), headers }).catch(() => null)
  }

  restore() {
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "{}")
    for (const [name, value] of Object.entries(kept)) {
      const field = this.form.elements[name]
      if (field && "value" in field) field.value = value
    }
  }

  say(state, words) {
    const place = this.querySelector("[data-draft]")
    if (!place) return
    place.dataset.state = state
    place.querySelector("output").textContent = words
  }

  // Words only: no file, and not the token that belongs to this visit.
  get typed() {
    const pairs = [...new FormData(this.form)]
    return Object.fromEntries(pairs.filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "after"].includes(name)))
  }

  get key() {
    return `draft:${this.getAttribute("key")}`
  }
})
