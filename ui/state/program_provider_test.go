package state

import (
	"testing"

	"proofkey/oauthflow/sample"
)

func TestProvidersWithoutAProgramAreToldInWords(t *testing.T) {
	for err, want := range map[error]string{
		sample.ErrOAuthOnly:   "There is no program for a provider that is OAuth only",
		sample.ErrManyTenants: "There is no program for an issuer that stands for many tenants",
	} {
		p := programProblem(err)
		if got := english(t, p.Title); got != want || english(t, p.Happened) == "" || english(t, p.Do) == "" {
			t.Errorf("%q", got)
		}
	}
}
