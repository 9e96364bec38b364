// The multi-tenant issuer of Microsoft Entra ID. Its metadata names no issuer but a template with {tenantid}: each ID
// token is issued by the tenant that its tid names. Its iss is compared with the template all the same, with tid put in
// (OpenID Connect Core §3.1.3.7 item 2; Microsoft identity platform, "ID token claims"). Checking is never off.

package oauthflow

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

const (
	tenantPlace = "{tenantid}"
	// personalTenant is the tenant of Microsoft's personal accounts.
	personalTenant = "9188040d-6c67-4c5b-b112-36a304b66dad"
)

// acceptedIssuer is what a multi-tenant issuer's metadata may name instead of it.
type acceptedIssuer []string

func (a acceptedIssuer) is(issuer string) bool { return slices.Contains(a, issuer) }

// tenantTemplate returns the template of a multi-tenant issuer, and what its metadata may name as issuer; "" and nothing
// for any other issuer. Such issuers are those of Microsoft's clouds, and of this computer for tests.
func tenantTemplate(issuer string) (string, acceptedIssuer) {
	u, err := url.Parse(issuer)
	if err != nil || !isMicrosoftCloud(u.Host) && !IsThisComputer(u.Hostname()) {
		return "", nil
	}
	audience := strings.TrimSuffix(strings.TrimPrefix(u.Path, "/"), "/v2.0")
	if u.Path != "/"+audience+"/v2.0" || !slices.Contains([]string{"common", "organizations", "consumers"}, audience) {
		return "", nil
	}
	template := u.Scheme + "://" + u.Host + "/" + tenantPlace + "/v2.0"
	accepted := acceptedIssuer{template}
	if audience == "consumers" { // whose tenant is one
		accepted = append(accepted, inTenant(template, personalTenant))
	}
	return template, accepted
}

// isMicrosoftCloud reports a sign-in host of Microsoft's clouds: the public one, the US government's and China's.
func isMicrosoftCloud(host string) bool {
	return slices.Contains([]string{"login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn"}, host)
}

func inTenant(template, tenant string) string {
	return strings.Replace(template, tenantPlace, tenant, 1)
}

// IsTenantID reports whether s is a GUID in the form that Entra writes tenants in.
func IsTenantID(s string) bool {
	return regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`).MatchString(s)
}

// MultiTenant reports whether the issuer stands for many tenants, one of which can be pinned.
func MultiTenant(issuer string) bool {
	template, _ := tenantTemplate(issuer)
	return template != ""
}

func (p Profile) validateTenant() error {
	switch {
	case p.Tenant == "":
		return nil
	case !MultiTenant(p.Issuer):
		return invalid("tenant", "only an issuer that stands for many tenants has one to pin: …/common/v2.0, …/organizations/v2.0 or …/consumers/v2.0")
	case !IsTenantID(p.Tenant):
		return invalid("tenant", "%q is no tenant ID: use the directory's GUID in small letters, such as 72f988bf-86f1-41af-91ab-2d7cd011db47", p.Tenant)
	}
	return nil
}

// issuerOf is the issuer that a token with these claims must name, and whether it is known: at a multi-tenant issuer that
// takes a tid that is a GUID.
func (w idTokenExpectation) issuerOf(claims map[string]any) (string, bool) {
	if w.IssuerTemplate == "" {
		return w.Issuer, true
	}
	tid, _ := claims["tid"].(string)
	if !IsTenantID(tid) {
		return w.IssuerTemplate, false
	}
	return inTenant(w.IssuerTemplate, tid), true
}

// tenants is IDT-22 at an issuer that stands for many tenants, and nothing at any other.
func (j claimsJudgement) tenants() []Check {
	switch {
	case j.want.IssuerTemplate == "" && !MultiTenant(j.want.Issuer):
		return nil
	case j.want.IssuerTemplate == "" && j.want.Tenant == "":
		return []Check{skip("IDT-22", "the metadata names one issuer, not one per tenant, and no tenant is pinned")}
	}
	return []Check{j.tenant()}
}

// tenant is IDT-22: tid is a GUID, and the tenant that was pinned or that the response named.
func (j claimsJudgement) tenant() Check {
	tid, _ := j.claims["tid"].(string)
	expected, good := expectedTenant(j.want.Issuer, j.want.Tenant)
	return judge("IDT-22", good(tid), expected, describeTenant(j.shown("tid")))
}

// expectedTenant says in words which tenants are taken, and judges one.
func expectedTenant(issuer, pinned string) (string, func(tid string) bool) {
	switch {
	case pinned != "":
		return "the tenant " + describeTenant(pinned), func(tid string) bool { return IsTenantID(tid) && tid == pinned }
	case strings.HasSuffix(issuer, "/consumers/v2.0"):
		return "the tenant " + describeTenant(personalTenant), func(tid string) bool { return tid == personalTenant }
	case strings.HasSuffix(issuer, "/organizations/v2.0"):
		return "a GUID, not that of Microsoft's personal accounts", func(tid string) bool { return IsTenantID(tid) && tid != personalTenant }
	}
	return "a GUID", IsTenantID
}

// describeTenant names the one tenant that everybody has heard of.
func describeTenant(tid string) string {
	if tid == personalTenant {
		return tid + " (Microsoft's personal accounts)"
	}
	return tid
}

// issuerOfSession is IDT-01 for another token that is about the person of a session: at a multi-tenant issuer it is of the
// session's tenant, whether it names one or not.
func (j claimsJudgement) issuerOfSession(s Session) Check {
	if j.want.IssuerTemplate != "" {
		j.claims = map[string]any{"iss": j.claims["iss"], "tid": s.Claims["tid"]}
	}
	return j.issuer()
}

// judgeTenantIssuer is RESP-09 at a multi-tenant issuer.
func (w responseExpectation) judgeTenantIssuer(iss string) Check {
	expected, good := expectedTenant(w.Issuer, w.Tenant)
	return judge("RESP-09", good(tenantIn(w.IssuerTemplate, iss)), w.IssuerTemplate+" with "+expected, plainServerText(iss))
}

// tenantOf is the tenant that the ID token must be of: the pinned one, or that of the response's iss.
func (w responseExpectation) tenantOf(arrival url.Values) string {
	if w.Tenant != "" || w.IssuerTemplate == "" {
		return w.Tenant
	}
	return tenantIn(w.IssuerTemplate, arrival.Get("iss"))
}

// tenantIn is what stands in the tenant's place of the template; "" if iss is not made from it.
func tenantIn(template, iss string) string {
	before, after, _ := strings.Cut(template, tenantPlace)
	rest, ok := strings.CutPrefix(iss, before)
	if !ok || !strings.HasSuffix(rest, after) {
		return ""
	}
	return strings.TrimSuffix(rest, after)
}
