// The page of prompt=select_account: go on as the one who is signed in, or as another. OpenID Connect Core 1.0 §3.1.2.1.

package demoprovider

import "net/http"

func (p *Provider) showSelectAccount(w http.ResponseWriter, tx transaction, session browserSession) {
	person, _ := accountBySubject(session.Subject)
	p.show(w, http.StatusOK, "select_account.html", page{Title: "Choose an account", Transaction: tx.id, Token: tx.token, Name: person.Name, User: person.User})
}

func (p *Provider) selectAccount(w http.ResponseWriter, r *http.Request) {
	tx, ok := p.postedSignIn(w, r)
	if !ok {
		return
	}
	switch r.PostForm.Get("decision") {
	case "continue":
		tx.selected = true
		p.transactions.put(tx)
		p.toInteraction(w, r, tx)
	case "other":
		tx.other = true
		p.transactions.put(tx)
		p.toInteraction(w, r, tx)
	default:
		p.refuseDenied(w, r, tx)
	}
}
