// Finding the provider of an AT Protocol account by its handle or DID: handle → DID (Handle, "Handle Resolution"), DID →
// document → server (DID), server → authorization server (RFC 9728). Every step is told, as with other searches.

package oauthflow

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
)

// Account is an AT Protocol account that was searched for.
type Account struct {
	DID    string
	Hint   string // what the person gave: the handle in lower case, or the DID (login_hint)
	Server string // its personal data server, an origin
}

// TXTLookup returns the TXT records of a name, as net.Resolver does.
type TXTLookup func(ctx context.Context, name string) ([]string, error)

// SystemTXT asks the resolver of this computer.
func SystemTXT(ctx context.Context, name string) ([]string, error) {
	return new(net.Resolver).LookupTXT(ctx, name)
}

// SearchAccount searches for the provider of an AT Protocol account by its handle, its DID, or the URL of its server; that
// one is searched for as SearchProvider does. A nil lookup leaves the DNS out.
func SearchAccount(ctx context.Context, transport http.RoundTripper, lookup TXTLookup, typed string) *ProviderSearch {
	typed = strings.TrimPrefix(strings.TrimSpace(typed), "at://")
	if strings.Contains(typed, "://") {
		return SearchProvider(ctx, transport, typed)
	}
	s, done := newSearch(ctx, transport)
	defer done()
	if strings.HasPrefix(typed, "did:") {
		if _, err := didDocumentURL(typed); err != nil {
			return s.refuseAccount(typed, err)
		}
		s.account(typed, accountWish{DID: typed, Local: isLocalDID(typed)})
		return s.end()
	}
	handle, err := readHandle(typed)
	if err != nil {
		return s.refuseAccount(typed, err)
	}
	if did := s.handle(handle, lookup); did != "" {
		s.account(handle, accountWish{DID: did, Handle: handle})
	}
	return s.end()
}

// JudgeAccount reports why nothing could be asked of what SearchAccount would be given.
func JudgeAccount(typed string) error {
	typed = strings.TrimPrefix(strings.TrimSpace(typed), "at://")
	if strings.Contains(typed, "://") {
		return JudgePasted(typed)
	}
	if strings.HasPrefix(typed, "did:") {
		_, err := didDocumentURL(typed)
		return err
	}
	_, err := readHandle(typed)
	return err
}

func (s *search) refuseAccount(typed string, err error) *ProviderSearch {
	s.found.Problem = &Error{
		Step: StepDiscover, Code: CodeAccountNotUsable, Spec: "AT Protocol, Handle and DID", Expected: "a handle, a DID, or the URL of a server",
		Actual: plainServerText(typed) + ": " + err.Error(),
	}
	return s.found
}

// handle returns the DID of a handle: by DNS, which is preferred, else from its website. "" is none.
func (s *search) handle(handle string, lookup TXTLookup) string {
	if did, settled := s.handleInDNS(handle, lookup); settled {
		return did
	}
	a := s.ask(TriedHandle, "https://"+handle+"/.well-known/atproto-did")
	if a == nil {
		return ""
	}
	did, err := readDIDAnswer(a.Body)
	if err == nil && isLocalDID(did) {
		err = errors.New("it is an account of this computer")
	}
	if err != nil {
		c := judge("ATP-01", false, "a DID and nothing else", describeAnswer(a)+": "+err.Error())
		s.last().Result, s.last().Check = TriedRefused, &c
		return ""
	}
	s.last().Result = TriedNamed
	return did
}

// handleInDNS looks for the record. It settles the matter if there is one, also if there are several that differ.
func (s *search) handleInDNS(handle string, lookup TXTLookup) (did string, settled bool) {
	name := "_atproto." + handle
	if lookup == nil || len(name) > maxHandle || s.ctx.Err() != nil {
		return "", false
	}
	ctx, cancel := context.WithTimeoutCause(s.ctx, dnsLimit, errNoAnswerInSearch)
	defer cancel()
	began := s.client.Now()
	records, err := lookup(ctx, name)
	if s.ctx.Err() != nil {
		return "", true
	}
	t := TriedURL{Kind: TriedHandleDNS, URL: "dns:" + name + "?type=TXT", Took: s.client.Now().Sub(began), Result: TriedAbsent} // RFC 4501
	var missing *net.DNSError
	if err != nil && !(errors.As(err, &missing) && missing.IsNotFound) {
		t.Result, t.Err = TriedUnreachable, &Error{Step: StepDiscover, Code: CodeMetadataUnreachable, Expected: "a TXT record", Actual: "no answer", Err: err}
	}
	if did, err = didInRecords(records); err != nil {
		c := judge("ATP-01", false, "one record that names one DID", err.Error())
		t.Result, t.Check = TriedRefused, &c
	} else if did != "" {
		t.Result = TriedNamed
	}
	s.tell(t)
	return did, t.Result == TriedNamed || t.Result == TriedRefused
}

// didInRecords returns the DID that TXT records name; records that name none are ignored.
func didInRecords(records []string) (string, error) {
	found := ""
	for _, record := range records {
		did, ok := strings.CutPrefix(record, "did=")
		if !ok {
			continue
		}
		if _, err := didDocumentURL(did); err != nil || isLocalDID(did) {
			return "", errors.New("the record names no DID that can be used: " + plainServerText(did))
		}
		if found != "" && found != did {
			return "", errors.New("the records name several: " + plainServerText(found+", "+did))
		}
		found = did
	}
	return found, nil
}

// account goes from the DID to the authorization server of the account's own server.
func (s *search) account(hint string, want accountWish) {
	source, err := didDocumentURL(want.DID)
	if err != nil {
		return // judged before
	}
	a := s.ask(TriedDID, source)
	if a == nil {
		return
	}
	document, c := judgeAccountDocument(a, want)
	if c.Result == Failed {
		s.last().Result, s.last().Check = TriedRefused, &c
		return
	}
	s.last().Result = TriedUsed
	s.found.Account = &Account{DID: want.DID, Hint: hint, Server: document.Server}
	s.resource(protectedResourceURL(document.Server), document.Server)
	if r := s.found.Resource; r != nil && len(r.AuthorizationServers) > 1 { // none of them could be proved to speak for the account
		s.found.Resource = nil
		s.refused([]Check{judge("ATP-01", false, document.Server+" names one authorization server", describeList(r.AuthorizationServers))})
	}
	if s.found.Metadata != nil {
		s.found.Kind = FoundAccount
	}
}
