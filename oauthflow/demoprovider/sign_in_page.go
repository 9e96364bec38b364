// The sign-in page: user name and password. OpenID Connect Core 1.0 §3.1.2.3.

package demoprovider

import "net/http"

func (p *Provider) showSignIn(w http.ResponseWriter, status int, tx transaction, view page) {
	view.Title, view.Transaction, view.Token, view.People = "Sign in", tx.id, tx.token, People()
	p.show(w, status, "sign_in.html", view)
}

func (p *Provider) signIn(w http.ResponseWriter, r *http.Request) {
	tx, ok := p.postedSignIn(w, r)
	if !ok {
		return
	}
	if r.PostForm.Get("decision") == "deny" {
		p.refuseDenied(w, r, tx)
		return
	}
	user := r.PostForm.Get("user")
	person, ok := authenticate(user, r.PostForm.Get("password"))
	if !ok {
		p.showSignIn(w, http.StatusForbidden, tx, page{User: user, Problem: "The user name or the password is not right."})
		return
	}
	binding, err := p.startSession(w, r, person.subject)
	if err != nil {
		p.refuse(w, r, tx, refuse("server_error", "The provider could not keep its state."))
		return
	}
	tx.authenticated, tx.binding = true, binding
	p.transactions.put(tx)
	p.toInteraction(w, r, tx)
}
