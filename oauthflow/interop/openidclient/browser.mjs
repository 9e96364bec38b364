// A person at a browser, in a few lines: follows redirects by hand, keeps cookies, fills in the demo provider's forms.

export class Browser {
  #cookies = new Map()
  pages = [] // the titles of the pages that were shown

  constructor(person) {
    this.person = person
  }

  /** Walks from target until the provider sends the browser to an address that begins with end, and returns it. */
  async walk(target, end) {
    let request = { url: new URL(target), method: 'GET' }
    for (let steps = 0; steps < 20; steps++) {
      if (request.url.href.startsWith(end)) return request.url
      request = await this.#load(request)
    }
    throw new Error(`still not at ${end} after ${this.pages.join(', ')}`)
  }

  /** Loads one page and returns the request that follows from it: its redirect, or its form. */
  async #load({ url, method, form }) {
    const headers = { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
    if (form) headers.origin = url.origin
    const response = await fetch(url, { method, headers, body: form, redirect: 'manual' })
    // One line, as Debian 12's Node 18 has no getSetCookie; a comma within a date is not followed by a name.
    this.#keep(response.headers.get('set-cookie')?.split(/, (?=[^;,\s]+=)/) ?? [])
    const page = await response.text()
    const location = response.headers.get('location')
    if (location) return { url: new URL(location, url), method: 'GET' }
    const title = /<title>([^<]*)<\/title>/.exec(page)?.[1] ?? '(no title)'
    this.pages.push(title.trim())
    const action = /<form[^>]*\baction="([^"]*)"/.exec(page)?.[1]
    if (!action) throw new Error(`status ${response.status}, a page without a form: ${page}`)
    return { url: new URL(unescape(action), url), method: 'POST', form: this.#fill(page) }
  }

  /** Types user name and password where they are asked for, keeps what is ticked, and agrees. */
  #fill(page) {
    const form = new URLSearchParams({ decision: 'approve' })
    for (const [tag] of page.matchAll(/<input[^>]*>/g)) {
      const name = attribute(tag, 'name')
      const type = attribute(tag, 'type')
      if (name in this.person) form.append(name, this.person[name])
      else if (name && (type === 'hidden' || (type === 'checkbox' && /\schecked[\s>]/.test(tag)))) {
        form.append(name, attribute(tag, 'value'))
      }
    }
    return form
  }

  #keep(lines) {
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)
      if (/;\s*max-age=(0|-)/i.test(line)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }
}

const attribute = (tag, name) => unescape(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1])

const unescape = (text) =>
  text?.replace(/&(amp|lt|gt|quot|#39|#34|#43);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"', '#43': '+' })[name])
