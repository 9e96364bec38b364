package view

import (
	"testing"

	"proofkey/ui/state"
)

func TestAKeyWithoutWordsIsNotRunAsATemplate(t *testing.T) {
	open(t, sample(), designLook())
	if got := Words(state.T("step.{{print `run`}}")); got != missing {
		t.Errorf("shown %q", got)
	}
}
