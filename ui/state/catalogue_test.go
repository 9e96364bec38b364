// Every key that the window uses is in the catalogue, and every key of the catalogue is used.

package state

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// computedKeys are the families of keys that are put together from a closed list.
func computedKeys(t *testing.T) []string {
	var keys []string
	for _, code := range oauthflow.Codes() {
		for _, part := range []string{".title", ".happened", ".do", ".short"} {
			keys = append(keys, "problem."+string(code)+part)
		}
	}
	for id := range ruleNames(t) {
		keys = append(keys, "check."+id, "dictionary.check."+id)
	}
	for _, e := range allEntries() {
		keys = append(keys, e.What.Key)
		if !e.Risk.IsZero() {
			keys = append(keys, e.Risk.Key)
		}
	}
	for _, a := range actions(t) {
		keys = append(keys, "action."+a)
	}
	for _, kind := range constants(t, ".", "FlowKind") {
		keys = append(keys, "flow.title."+kind, "flow.explain."+kind)
	}
	for _, phrase := range constants(t, "../../oauthflow/sequence", "Phrase") {
		keys = append(keys, "diagram.message."+phrase)
	}
	for _, name := range FieldNames() {
		keys = append(keys, "form."+string(name), "form."+string(name)+".help")
	}
	for _, f := range frames() {
		keys = append(keys, "problem.frame."+string(f), "problem.outcome."+string(f))
	}
	return append(append(keys, familyKeys()...), explainingKeys()...)
}

// familyKeys are the families whose lists are short.
func familyKeys() []string {
	var keys []string
	family := func(prefix string, names ...string) {
		for _, name := range names {
			keys = append(keys, prefix+name)
		}
	}
	family("step.", "discover", "authorization_request", "redirect", "token_request", "verify", "signed_in")
	family("stop.happens.", "discover", "discover_by_hand", "discover_ready", "authorization_request", "authorization_request_pushed", "redirect", "token_request", "verify", "signed_in")
	family("stop.clock.", "discover", "authorization_request", "redirect", "token_request", "verify", "signed_in")
	family("preview.later.", "state", "nonce", "code_challenge", "dpop_jkt", "redirect_uri")
	family("form.identity.", "by_call", "none", "atproto")
	family("form.dpop.", "off", "when_offered", "required")
	family("form.push_authorization.", "when_required", "when_offered")
	family("tab.", "identity", "checks", "flow", "tokens", "api")
	for _, part := range FlowParts() {
		keys = append(keys, "flow.part."+string(part))
	}
	for _, area := range report.Areas() {
		keys = append(keys, "compare.area."+string(area))
	}
	family("result.", "passed", "failed", "skipped")
	family("value.", "true", "false")
	for _, name := range oauthflow.DoctorFindings() {
		keys = append(keys, "doctor."+name)
		if doctorAdvises(name) {
			keys = append(keys, "doctor_do."+name)
		}
	}
	for _, topic := range oauthflow.DoctorTopics() {
		keys = append(keys, "doctor_topic."+string(topic))
	}
	family("doctor_verdict.", "good", "caution", "bad", "none")
	family("claim_note.", "email_verified", "phone_number_verified")
	family("theme.", "system", "light", "dark")
	family("menu.", "file", "edit", "connection", "view", "help")
	family("found.", "pkce", "iss", "refresh", "userinfo", "revocation", "end_session", "dpop", "par", "device", "registration")
	family("stranger.", append(strangerReasons(), "other")...)
	family("storage.reason.", append(storageReasons(), "other")...)
	for month := 1; month <= 12; month++ {
		keys = append(keys, "month."+strconv.Itoa(month))
	}
	return keys
}

func TestEveryKeyIsInTheCatalogueAndEveryEntryIsUsed(t *testing.T) {
	entries := catalogue(t)
	used := map[string]bool{}
	for _, key := range computedKeys(t) {
		used[key] = true
		if entries[key] == nil {
			t.Errorf("no words for %q", key)
		}
	}
	for key, path := range writtenKeys(t) {
		used[key] = true
		if entries[key] == nil {
			t.Errorf("%s: no words for %q", path, key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		if !used[key] {
			t.Errorf("nobody uses %q", key)
		}
	}
}

// The window's own words follow the design: no exclamation marks, no apology, no blame.
func TestTheCatalogueKeepsTheDesignsTone(t *testing.T) {
	unwanted := regexp.MustCompile(`(?i)!|\bsorry\b|\bapolog|\boops\b|\bplease\b|\bunfortunately\b|\binvalid\b|your fault|\blog ?in\b|\blogin\b|\blog ?out\b|\bIdP\b|\bcallback\b`)
	for key, forms := range catalogue(t) {
		for form, text := range forms {
			if found := unwanted.FindString(withoutProtocolWords(text)); found != "" {
				t.Errorf("%s (%s) says %q: %s", key, form, found, text)
			}
			if strings.TrimSpace(text) != text || text == "" || strings.Contains(text, "  ") {
				t.Errorf("%s (%s) has spaces that are not needed: %q", key, form, text)
			}
			if _, err := template.New(key).Parse(text); err != nil {
				t.Errorf("%s (%s): %v", key, form, err)
			}
		}
	}
}

// withoutProtocolWords takes out the words that belong to the protocol, not to us.
func withoutProtocolWords(text string) string {
	for _, word := range []string{"prompt=login", "/callback", "login_hint", "invalid_grant", "invalid_client", "Allowed Callback URLs", "Authorization callback URL", "post-logout redirect URI"} {
		text = strings.ReplaceAll(text, word, "")
	}
	return text
}

func TestProblemTitlesAreSentencesWithoutTheirStop(t *testing.T) {
	entries := catalogue(t)
	for _, code := range oauthflow.Codes() {
		key := "problem." + string(code)
		if title := entries[key+".title"]["other"]; strings.HasSuffix(title, ".") || len([]rune(title)) > 110 {
			t.Errorf("%s.title: %q", key, title)
		}
		for _, part := range []string{".happened", ".do"} {
			if text := entries[key+part]["other"]; !strings.HasSuffix(text, ".") {
				t.Errorf("%s%s does not end with a stop: %q", key, part, text)
			}
		}
		if short := entries[key+".short"]["other"]; len([]rune(short)) > 26 {
			t.Errorf("%s.short is too long for the step strip: %q", key, short)
		}
	}
}

func TestCheckNamesAreTheRulesNames(t *testing.T) {
	entries := catalogue(t)
	names := ruleNames(t)
	if len(names) < 40 {
		t.Fatalf("read only %d rules", len(names))
	}
	for id, name := range names {
		if got := entries["check."+id]["other"]; got != name {
			t.Errorf("check.%s is %q in the catalogue, %q in the rules", id, got, name)
		}
	}
}
