package state

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
)

// examination has a finding of every name.
func examination(s *State) {
	s.BeginExamination(s.Current().Profile.ID)
	for _, name := range oauthflow.DoctorFindings() {
		values := map[string]string{}
		for _, v := range oauthflow.DoctorValues(name) {
			values[v] = "PERSONAL-" + v
		}
		s.TakeFinding(oauthflow.DoctorFinding{Name: name, Values: values})
	}
	s.EndExamination(false)
}

func TestEachFindingSaysWhatWasSeenAndWhatToDo(t *testing.T) {
	s := New()
	s.Add(NewConnection(testProfile()))
	examination(s)
	v := s.DoctorView()
	if len(v.Rows) != len(oauthflow.DoctorFindings()) {
		t.Fatalf("%d rows", len(v.Rows))
	}
	for i, row := range v.Rows {
		f := s.Doctor.Findings[i]
		seen := english(t, row.Seen)
		for name, value := range f.Values {
			if !strings.Contains(seen+english(t, row.Do), value) {
				t.Errorf("%s does not say its %s: %q", f.Name, name, seen)
			}
		}
		if needs := f.Verdict() == oauthflow.VerdictBad || f.Verdict() == oauthflow.VerdictCaution; needs && row.Do.IsZero() {
			t.Errorf("%s says nothing to do", f.Name)
		}
		if !strings.HasSuffix(seen, ".") {
			t.Errorf("%s is no sentence: %q", f.Name, seen)
		}
	}
	if got := english(t, v.Summary); !strings.HasSuffix(got, "things would stop a sign-in") || v.Kind != DotFailed {
		t.Errorf("%q, %v", got, v.Kind)
	}
}

func TestTheSummaryOfAnExaminationNamesTheWorst(t *testing.T) {
	for _, row := range []struct {
		findings []string
		kind     Dot
		want     string
	}{
		{[]string{"listener_bound", "browser_came_back"}, DotPassed, "Nothing stands in the way of a sign-in"},
		{[]string{"listener_bound", "clock_unknown"}, DotPassed, "Nothing stands in the way of a sign-in"},
		{[]string{"listener_bound", "metadata_lacks"}, DotCaution, "A sign-in can go on, with 1 thing to know"},
		{[]string{"metadata_lacks", "host_unnamed"}, DotFailed, "1 thing would stop a sign-in"},
	} {
		s := New()
		s.Add(NewConnection(testProfile()))
		s.BeginExamination(s.Current().Profile.ID)
		if v := s.DoctorView(); english(t, v.Summary) != "Examining…" || v.Examine.Action != ActionStopExamination || v.Copy.Enabled {
			t.Errorf("while it runs: %+v", v)
		}
		for _, name := range row.findings {
			s.TakeFinding(oauthflow.DoctorFinding{Name: name})
		}
		s.EndExamination(false)
		if v := s.DoctorView(); english(t, v.Summary) != row.want || v.Kind != row.kind || v.Examine.Action != ActionExamine || !v.Copy.Enabled {
			t.Errorf("%v: %q, %v", row.findings, english(t, v.Summary), v.Kind)
		}
		s.EndExamination(true)
		if v := s.DoctorView(); english(t, v.Summary) != "Stopped before all was examined" {
			t.Errorf("stopped: %q", english(t, v.Summary))
		}
	}
}

func TestTheExaminationAsTextHasEachFinding(t *testing.T) {
	s := New()
	s.Add(NewConnection(testProfile()))
	examination(s)
	text := s.DoctorText(testNow(), func(words Text) string { return english(t, words) })
	for _, want := range []string{"2026-11-24T04:12:06Z", "[to mend] Listening for the redirect: Port PERSONAL-Port cannot be used", "    → Free the port"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not say %q:\n%s", want, text)
		}
	}
}
