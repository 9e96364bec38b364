// The verification page: the person types or confirms the code of the other device, signs in and decides. RFC 8628 §3.3.

package demoprovider

import (
	"net/http"
)

const maxTypedCode = 40 // characters of a typed code that are shown again

// showDevice shows the field for the code. One that came with the address (RFC 8628 §3.3.1) is filled in and still has
// to be confirmed: the person compares it with the other device (§5.4).
func (p *Provider) showDevice(w http.ResponseWriter, r *http.Request) {
	tx := p.transactions.begin(transaction{device: deviceUndecided}, p.browserBinding(w, r))
	p.showDeviceForm(w, http.StatusOK, tx, page{UserCode: typedCode(r.URL.Query().Get("user_code"))})
}

func (p *Provider) showDeviceForm(w http.ResponseWriter, status int, tx transaction, view page) {
	view.Title, view.Transaction, view.Token = "Connect a device", tx.id, tx.token
	p.show(w, status, "device.html", view)
}

// enterDevice takes the code and goes on as a sign-in does, with the consent page at its end.
func (p *Provider) enterDevice(w http.ResponseWriter, r *http.Request) {
	tx, ok := p.postedTransaction(w, r)
	if !ok {
		return
	}
	if tx.device != deviceUndecided {
		p.showProblem(w, staleText)
		return
	}
	typed := r.PostForm.Get("user_code")
	var key string
	var found deviceAuthorization
	p.state.view(func(s *state) {
		var d *deviceAuthorization
		if key, d = s.deviceOfUserCode(typed, p.now()); d != nil {
			found = *d
		}
	})
	if key == "" {
		p.showDeviceForm(w, http.StatusBadRequest, tx, page{
			UserCode: typedCode(typed), Problem: "No device waits under this code. Compare it with the one the device shows: it may have expired.",
		})
		return
	}
	tx.device, tx.userCode = key, found.UserCode
	tx.request = authorizationRequest{clientID: found.ClientID, scopes: found.Scopes, prompts: []string{promptConsent}}
	p.transactions.put(tx)
	p.toInteraction(w, r, tx)
}

// deviceUndecided is the device of a transaction that has no code yet.
const deviceUndecided = "?"

// decideDevice keeps the person's decision for the device's next poll; approval is nil if it is no.
func (p *Provider) decideDevice(w http.ResponseWriter, r *http.Request, tx transaction, approval *code) {
	known := false
	err := p.state.update(r.Context(), func(s *state) error {
		d, ok := s.Devices[tx.device]
		if known = ok && d.Decision == "" && p.now().Before(d.Expires); !known {
			return nil
		}
		d.Decision = deviceDenied
		if approval != nil {
			d.Decision, d.Approval = deviceApproved, approval
		}
		return nil
	})
	switch {
	case err != nil:
		p.showProblem(w, "The provider could not keep its state.")
	case !known:
		p.showProblem(w, "The code has expired meanwhile, or was decided on before.")
	case approval == nil:
		p.show(w, http.StatusOK, "message.html", page{Title: "Not allowed", Text: "The device is told that you said no. You can close this tab."})
	default:
		p.show(w, http.StatusOK, "message.html", page{Title: "Device connected", Text: "The device goes on by itself within a few seconds. You can close this tab."})
	}
}

// typedCode limits a code that is shown again.
func typedCode(s string) string {
	plain := printable(s)
	return plain[:min(len(plain), maxTypedCode)]
}

// deviceApproval is what the person agreed to, in the form of a code's.
func deviceApproval(tx transaction, session browserSession) *code {
	return &code{
		ClientID: tx.request.clientID, Subject: session.Subject, SessionID: session.ID, Scopes: tx.granted,
		AuthTime: session.AuthTime, ACR: tx.acr(),
	}
}
