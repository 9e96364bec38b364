// The second metadata document of a provider that has two which differ: where its OpenID document announces no PKCE, which
// RFC 8414 §2 has a member for, the document of RFC 8414 §3 at the same issuer may say more.

package oauthflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"time"
)

// secondLimit is how long the second document may take: nothing depends on it.
const secondLimit = 5 * time.Second

// secondURL is where a second document may be; "" if there is no reason to ask for one, or it was asked for before.
func (p Profile) secondURL(m *ServerMetadata) string {
	if urls := p.metadataURLs(); !p.MCP && m.Source == urls[0] && m.CodeChallengeMethods == nil {
		return urls[1]
	}
	return ""
}

// withSecond adds to the OpenID document what only the second one says, and judges both as one. Nothing that the first
// one says is changed. A second one that cannot be used is told, and the first one stands as it was judged.
func (c *Client) withSecond(ctx context.Context, tl *Timeline, first *answer, alone *discovery, want metadataExpectation) *discovery {
	source := c.Profile.secondURL(alone.metadata)
	if source == "" {
		return alone
	}
	second, err := c.askForSecond(ctx, tl, source)
	if err != nil || !isObject(second) {
		return alone // most providers have one document; the flow shows what came
	}
	want.Second = source
	m, checks, err := judgeBoth(first, second, want)
	if err != nil {
		tl.Add(Event{Kind: EventNotice, Step: StepDiscover, Err: &Error{
			Step: StepDiscover, Code: CodeMetadataDiffers, Spec: "RFC 8414 §3.3", Expected: sameAsFirst, Actual: source + ": " + err.Error(),
		}})
		return alone
	}
	m.FetchedAt, m.ClockOffset = alone.metadata.FetchedAt, alone.metadata.ClockOffset
	m.ExpiresAt = m.FetchedAt.Add(min(freshFor(first.Header), freshFor(second.Header)))
	return &discovery{metadata: m, checks: checks}
}

func (c *Client) askForSecond(ctx context.Context, tl *Timeline, source string) (*answer, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, secondLimit, ErrDeadline)
	defer cancel()
	req, err := http.NewRequest(http.MethodGet, source, nil)
	if err != nil {
		return nil, fmt.Errorf("the metadata URL cannot be built")
	}
	req.Header.Set("Accept", "application/json")
	return c.send(ctx, exchange{step: StepDiscover, tl: tl}, req)
}

// sameAsFirst is what is expected of a second document.
const sameAsFirst = "the same issuer and endpoints as in the OpenID document"

// judgeBoth judges two documents as one. The error says why the second one cannot be used.
func judgeBoth(first, second *answer, want metadataExpectation) (*ServerMetadata, []Check, error) {
	both, err := mergeMetadata(first, second)
	if err != nil {
		return nil, nil, err
	}
	m, checks := judgeServerMetadata(both, want)
	if failure := firstFailure(checks); failure != nil {
		return nil, nil, errors.New(failure.Actual)
	}
	return m, checks, nil
}

// mergeMetadata returns the first document, as it came, with the members that only the second one has. Both have to name
// one issuer, byte for byte, and the same URL for each endpoint that both name. The error says what is different.
func mergeMetadata(first, second *answer) (*answer, error) {
	members, err := strictObject(first.Body)
	if err != nil {
		return nil, err
	}
	others, checks := judgeMetadataForm(second)
	if failure := firstFailure(checks); failure != nil {
		return nil, errors.New(failure.Actual)
	}
	same := []string{"issuer"}
	for _, e := range new(ServerMetadata).endpoints() {
		if _, both := others[e.member]; both && members[e.member] != nil {
			same = append(same, e.member)
		}
	}
	for _, name := range same {
		ours, _, errOurs := stringMember(members, name)
		theirs, _, errTheirs := stringMember(others, name)
		if errOurs != nil || errTheirs != nil || ours != theirs {
			return nil, fmt.Errorf("%s differs: %s", name, describeText(MaskURL(theirs)))
		}
	}
	merged := maps.Clone(others)
	maps.Copy(merged, members)
	body, err := json.Marshal(merged)
	if err != nil {
		return nil, err
	}
	both := *first
	both.Body = body
	return &both, nil
}

// announcedAt names the second document behind what came from it.
func announcedAt(methods []string, second string) string {
	text := plainServerText(strings.Join(methods, ", "))
	if second != "" {
		text += " (" + plainServerText(second) + ")"
	}
	return text
}
