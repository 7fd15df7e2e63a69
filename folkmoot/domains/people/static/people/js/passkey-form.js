// <passkey-form data-does="create|get" data-options='{"publicKey": …}' or data-asks="/address/"><form>…: the browser's
// passkey fills the hidden field "credential", then the form is sent. Where there can be none it stays hidden, or says data-sorry.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0))
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")

customElements.define("passkey-form", class extends HTMLElement {
  connectedCallback() {
    // A passkey belongs to a name: an address in numbers has none.
    const isPossible = window.PublicKeyCredential && !/^[\d.]+$|:/.test(location.hostname)
    this.hidden = !isPossible && !this.dataset.sorry
    if (!isPossible && this.dataset.sorry) return this.replaceChildren(this.dataset.sorry)
    this.querySelector("form").addEventListener("submit", this)
  }

  async handleEvent(event) {
    event.preventDefault()
    const form = event.currentTarget
    try {
      const credential = await this.ask((await this.options()).publicKey, form)
      form.elements.credential.value = JSON.stringify(this.told(credential))
      form.submit()
    } catch {
      form.querySelector("[role=status]").hidden = false
    }
  }

  async options() {
    if (this.dataset.options) return JSON.parse(this.dataset.options)
    const answer = await fetch(this.dataset.asks, {headers: {Accept: "application/json", "X-Requested-With": "XMLHttpRequest"}})
    return (await answer.json()).request_options
  }

  ask(options, form) {
    const named = list => list?.map(one => ({...one, id: bytes(one.id)}))
    const publicKey = {...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials), excludeCredentials: named(options.excludeCredentials)}
    if (this.dataset.does === "get") return navigator.credentials.get({publicKey})
    // A key that signs in alone lives in the device and asks for a finger or a PIN.
    const isAlone = form.elements.passwordless.checked
    publicKey.user = {...options.user, id: bytes(options.user.id)}
    publicKey.authenticatorSelection = {...options.authenticatorSelection, residentKey: isAlone ? "required" : "discouraged", requireResidentKey: isAlone, userVerification: isAlone ? "required" : "preferred"}
    return navigator.credentials.create({publicKey})
  }

  told(credential) {
    const response = {}
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name])
    }
    return {id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: credential.getClientExtensionResults()}
  }
})
