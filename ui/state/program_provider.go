// Providers that no program is written for.

package state

import (
	"errors"

	"proofkey/oauthflow/sample"
)

// programProblemOfProvider says why there is no program for this provider; nil if it is something else.
func programProblemOfProvider(err error) *Problem {
	switch {
	case errors.Is(err, sample.ErrOAuthOnly):
		return &Problem{Title: T("program.oauth_only"), Happened: T("program.oauth_only_happened"), Do: T("program.oauth_only_do"), Details: Evidence(err.Error())}
	case errors.Is(err, sample.ErrManyTenants):
		return &Problem{Title: T("program.many_tenants"), Happened: T("program.many_tenants_happened"), Do: T("program.many_tenants_do"), Details: Evidence(err.Error())}
	}
	return nil
}
