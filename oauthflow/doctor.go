// The sign-in doctor: what a sign-in needs of this computer and of the provider, examined one by one without signing
// anybody in. The words of a finding are the window's.

package oauthflow

import (
	"slices"
	"time"
)

// DoctorTopic is what a finding is about.
type DoctorTopic string

// The topics in the order in which they are examined; DoctorTopics returns them.
const (
	TopicListener DoctorTopic = "listener" // the redirection endpoint can listen
	TopicRedirect DoctorTopic = "redirect" // the redirect URI as the provider will see it
	TopicProvider DoctorTopic = "provider" // what is known of providers of this kind
	TopicKeyring  DoctorTopic = "keyring"
	TopicMetadata DoctorTopic = "metadata"
	TopicClock    DoctorTopic = "clock"
	TopicHost     DoctorTopic = "host" // one finding for each host of the provider
	TopicBrowser  DoctorTopic = "browser"
)

// DoctorTopics returns the topics in order.
func DoctorTopics() []DoctorTopic {
	return []DoctorTopic{TopicListener, TopicRedirect, TopicProvider, TopicKeyring, TopicMetadata, TopicClock, TopicHost, TopicBrowser}
}

// Verdict is what a finding means for a sign-in.
type Verdict string

// The verdicts.
const (
	VerdictGood    Verdict = "good"    // a sign-in can go on
	VerdictCaution Verdict = "caution" // it can, with something to know
	VerdictBad     Verdict = "bad"     // it would fail
	VerdictNone    Verdict = "none"    // it could not be examined, or does not apply
)

// DoctorFinding is what was seen of a topic. Values never hold a secret.
type DoctorFinding struct {
	Name   string            // of a row of the table: DoctorFindings
	Values map[string]string // by the names of the row
	Took   time.Duration
}

// doctorRow is a row of the table of findings.
type doctorRow struct {
	name    string
	topic   DoctorTopic
	verdict Verdict
	values  []string
}

// doctorRows is the closed list of findings.
func doctorRows() []doctorRow {
	return []doctorRow{
		{"listener_bound", TopicListener, VerdictGood, []string{"Addresses"}},
		{"listener_port_taken", TopicListener, VerdictBad, []string{"Port", "Why"}},
		{"listener_refused", TopicListener, VerdictBad, []string{"Why"}},
		{"redirect_any_port", TopicRedirect, VerdictGood, []string{"URI"}},
		{"redirect_localhost", TopicRedirect, VerdictCaution, []string{"URI"}},
		{"redirect_exact", TopicRedirect, VerdictGood, []string{"URI"}},
		{"provider_known", TopicProvider, VerdictCaution, []string{"Name", "Quirks", "Register", "Where"}},
		{"keyring_kept", TopicKeyring, VerdictGood, []string{"Bytes"}},
		{"keyring_small", TopicKeyring, VerdictCaution, []string{"Bytes"}},
		{"keyring_failed", TopicKeyring, VerdictCaution, []string{"Why"}},
		{"keyring_off", TopicKeyring, VerdictNone, nil},
		{"metadata_complete", TopicMetadata, VerdictGood, []string{"URL"}},
		{"metadata_lacks", TopicMetadata, VerdictCaution, []string{"URL", "What"}},
		{"metadata_refused", TopicMetadata, VerdictBad, []string{"URL", "Why"}},
		{"metadata_unreachable", TopicMetadata, VerdictBad, []string{"URL", "Why"}},
		{"metadata_by_hand", TopicMetadata, VerdictNone, nil},
		{"clock_agrees", TopicClock, VerdictGood, []string{"Seconds"}},
		{"clock_differs", TopicClock, VerdictCaution, []string{"Seconds", "Limit"}},
		{"clock_wrong", TopicClock, VerdictBad, []string{"Seconds", "Limit"}},
		{"clock_unknown", TopicClock, VerdictNone, nil},
		{"host_reached", TopicHost, VerdictGood, []string{"Host", "Addresses", "Proxy", "TLS", "Issuer", "Until"}},
		{"host_expires", TopicHost, VerdictCaution, []string{"Host", "Addresses", "Proxy", "TLS", "Issuer", "Until"}},
		{"host_here", TopicHost, VerdictGood, []string{"Host"}},
		{"host_unnamed", TopicHost, VerdictBad, []string{"Host", "Why"}},
		{"host_distrusted", TopicHost, VerdictBad, []string{"Host", "Why"}},
		{"host_unreachable", TopicHost, VerdictBad, []string{"Host", "Proxy", "Why"}},
		{"host_proxy_refused", TopicHost, VerdictBad, []string{"Host", "Proxy", "Why"}},
		{"browser_came_back", TopicBrowser, VerdictGood, nil},
		{"browser_not_opened", TopicBrowser, VerdictBad, []string{"Why"}},
		{"browser_silent", TopicBrowser, VerdictBad, []string{"Limit"}},
	}
}

// DoctorFindings returns the names of all findings.
func DoctorFindings() []string {
	var names []string
	for _, row := range doctorRows() {
		names = append(names, row.name)
	}
	return names
}

// DoctorValues returns the names of a finding's values.
func DoctorValues(name string) []string { return DoctorFinding{Name: name}.row().values }

// Topic is what the finding is about.
func (f DoctorFinding) Topic() DoctorTopic { return f.row().topic }

// Verdict is what the finding means for a sign-in.
func (f DoctorFinding) Verdict() Verdict { return f.row().verdict }

func (f DoctorFinding) row() doctorRow {
	rows := doctorRows()
	i := slices.IndexFunc(rows, func(r doctorRow) bool { return r.name == f.Name })
	if i < 0 {
		return doctorRow{}
	}
	return rows[i]
}

// found makes a finding of pairs of a value's name and the value.
func found(name string, pairs ...string) DoctorFinding {
	f := DoctorFinding{Name: name, Values: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Values[pairs[i]] = pairs[i+1]
	}
	return f
}
