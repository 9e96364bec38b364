// The room "Sign-in doctor": what a sign-in of a connection needs, examined one by one, each with what to do next.

package state

import (
	"cmp"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// Doctor is what the room holds.
type Doctor struct {
	ConnectionID string
	Running      bool
	Stopped      bool // by the person
	Findings     []oauthflow.DoctorFinding
}

// BeginExamination shows the room of a connection without findings.
func (s *State) BeginExamination(id string) { s.Doctor = Doctor{ConnectionID: id, Running: true} }

// TakeFinding adds a finding of the examination that runs.
func (s *State) TakeFinding(f oauthflow.DoctorFinding) {
	if f.Topic() != "" {
		s.Doctor.Findings = append(s.Doctor.Findings, f)
	}
}

// EndExamination shows that all was examined, or that the person stopped it.
func (s *State) EndExamination(stopped bool) { s.Doctor.Running, s.Doctor.Stopped = false, stopped }

// DoctorView is the room.
type DoctorView struct {
	Subtitle Text
	Summary  Text
	Kind     Dot
	Rows     []DoctorRow
	Examine  Button
	Copy     Button
}

// DoctorRow is a finding.
type DoctorRow struct {
	Kind  Dot
	Badge Text
	Topic Text
	Seen  Text
	Do    Text // zero: there is nothing to do
	Took  Text
}

// DoctorView returns the room.
func (s *State) DoctorView() DoctorView {
	d := &s.Doctor
	v := DoctorView{Examine: primary(ActionExamine), Copy: button(ActionCopyExamination), Kind: DotQuiet}
	c := s.Connection(d.ConnectionID)
	if c == nil {
		return v
	}
	v.Subtitle = T("doctor.intro", "Connection", line(c.Profile.Name))
	v.Copy.Enabled = len(d.Findings) > 0 && !d.Running && !s.veil().down
	if d.Running {
		v.Examine = button(ActionStopExamination)
	}
	for _, f := range d.Findings {
		v.Rows = append(v.Rows, s.doctorRow(f))
	}
	v.Summary, v.Kind = d.summary()
	return v
}

func (s *State) doctorRow(f oauthflow.DoctorFinding) DoctorRow {
	row := DoctorRow{
		Kind: verdictDot(f.Verdict()), Badge: T("doctor_verdict." + string(f.Verdict())), Topic: T("doctor_topic." + string(f.Topic())),
		Seen: s.veil().text(T("doctor."+f.Name, s.doctorValues(f)...)), Took: durationText(f.Took),
	}
	if doctorAdvises(f.Name) {
		row.Do = s.veil().text(T("doctor_do."+f.Name, s.doctorValues(f)...))
	}
	return row
}

// doctorAdvises reports whether there is something to do about a finding.
func doctorAdvises(name string) bool {
	f := oauthflow.DoctorFinding{Name: name}
	switch f.Verdict() {
	case oauthflow.VerdictCaution, oauthflow.VerdictBad:
		return true
	}
	return f.Topic() == oauthflow.TopicRedirect // it has to be registered
}

// doctorValues are the values of the words. A value that is empty is "–".
func (s *State) doctorValues(f oauthflow.DoctorFinding) []any {
	var pairs []any
	for _, name := range oauthflow.DoctorValues(f.Name) {
		var value any = cmp.Or(line(f.Values[name]), "–")
		if known := knownOf(f, name); !known.IsZero() && !s.veil().down {
			value = known
		} else if name == "Why" || name == "What" {
			value = Evidence(cmp.Or(f.Values[name], "–"))
		}
		pairs = append(pairs, name, value)
	}
	return pairs
}

// knownOf is a value that is sentences of a preset; zero if it is none.
func knownOf(f oauthflow.DoctorFinding, name string) Text {
	if f.Topic() != oauthflow.TopicProvider || f.Values[name] == "" || name != "Quirks" && name != "Where" {
		return Text{}
	}
	return KnownAll(strings.Split(f.Values[name], "\n"))
}

func verdictDot(v oauthflow.Verdict) Dot {
	switch v {
	case oauthflow.VerdictGood:
		return DotPassed
	case oauthflow.VerdictCaution:
		return DotCaution
	case oauthflow.VerdictBad:
		return DotFailed
	}
	return DotQuiet
}

// summary says what all findings mean together.
func (d *Doctor) summary() (Text, Dot) {
	bad, caution := 0, 0
	for _, f := range d.Findings {
		switch f.Verdict() {
		case oauthflow.VerdictBad:
			bad++
		case oauthflow.VerdictCaution:
			caution++
		}
	}
	switch {
	case d.Running:
		return T("doctor.running"), DotQuiet
	case d.Stopped:
		return T("doctor.stopped"), DotQuiet
	case bad > 0:
		return N("doctor.bad", bad), DotFailed
	case caution > 0:
		return N("doctor.caution", caution), DotCaution
	case len(d.Findings) > 0:
		return T("doctor.good"), DotPassed
	}
	return Text{}, DotQuiet
}

// DoctorText is the examination as text to be sent to somebody: no secret is in a finding. words translates.
func (s *State) DoctorText(at time.Time, words func(Text) string) string {
	v := s.DoctorView()
	var b strings.Builder
	write := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	write(words(v.Subtitle))
	write(at.UTC().Format(time.RFC3339), " · Proofkey ", s.Version)
	write(words(v.Summary), "\n")
	for _, row := range v.Rows {
		write("[", words(row.Badge), "] ", words(row.Topic), ": ", words(row.Seen))
		if !row.Do.IsZero() {
			write("    → ", words(row.Do))
		}
	}
	return b.String()
}
