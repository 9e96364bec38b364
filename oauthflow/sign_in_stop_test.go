package oauthflow

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// askedIn is the path of the provider that is asked in a step, "" if none is.
func askedIn(s Step) string {
	return map[Step]string{StepDiscover: "/.well-known/openid-configuration", StepTokenRequest: "/token"}[s]
}

func TestASignInStopsBeforeEachOfItsSteps(t *testing.T) {
	s := newSignInSetting(t)
	var stopped []Step
	opened := false
	s.before = func() { opened = true }
	_, err := s.signIn(t.Context(), SignInOptions{BeforeStep: func(_ context.Context, step Step) error {
		stopped = append(stopped, step)
		if path := askedIn(step); path != "" && len(s.to(path)) > 0 {
			t.Errorf("%s was asked before the stop at %s", path, step)
		}
		if step == StepRedirect && (opened || len(eventsOf(s.tl, EventRequestReady)) > 0) {
			t.Error("the browser was opened before the stop at the redirect")
		}
		if _, kept := s.store.session(t); kept {
			t.Errorf("a session is stored before %s", step)
		}
		if last := s.tl.Events()[len(s.tl.Events())-1]; step != StepAuthorizationRequest && (last.Kind != EventStopped || last.Step != step) {
			t.Errorf("before %s the timeline ends with %s %s", step, last.Kind, last.Step) // but for the keys, fetched ahead
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(stopped, SignInSteps()) {
		t.Errorf("stopped before %v", stopped)
	}
	told := eventsOf(s.tl, EventStopped)
	if len(told) != len(SignInSteps()) {
		t.Errorf("%d stops are told", len(told))
	}
	for _, e := range told {
		if target := e.Request.Reveal().URL; (target != "") != (e.Step == StepRedirect) || target != "" && !strings.Contains(target, "code_challenge=") {
			t.Errorf("before %s the request is %q", e.Step, target)
		}
	}
}

func TestCachedMetadataDoNotTakeTheStopAway(t *testing.T) {
	s := newSignInSetting(t)
	if err := s.client.Prefetch(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	first := Step("")
	_, err := s.signIn(t.Context(), SignInOptions{BeforeStep: func(_ context.Context, step Step) error {
		if first == "" {
			first = step
		}
		return nil
	}})
	if err != nil || first != StepDiscover {
		t.Errorf("first stop %s, %v", first, err)
	}
}

// No stop counts as time of a step, and the time limit begins after the stop before the redirect.
func TestStopsTakeNoTimeFromASignIn(t *testing.T) {
	s := newSignInSetting(t)
	var late atomic.Int64 // read by the connections, too
	s.client.Now = func() time.Time { return time.Now().Add(time.Duration(late.Load())) }
	session, err := s.signIn(t.Context(), SignInOptions{Limit: 30 * time.Second, BeforeStep: func(_ context.Context, step Step) error {
		if step == StepRedirect || step == StepTokenRequest || step == StepSignedIn {
			late.Add(int64(2 * time.Minute))
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	began := eventsOf(s.tl, EventStepBegan)
	ready := eventsOf(s.tl, EventRequestReady)[0]
	if left := ready.Deadline.Sub(began[2].At); left < 30*time.Second || left > 40*time.Second {
		t.Errorf("the person has %v", left)
	}
	if age := session.SignedInAt.Sub(session.IssuedAt); age < 2*time.Minute || session.ExpiresAt.Sub(session.IssuedAt) > time.Hour {
		t.Errorf("the access token came %v before the sign-in ended, and lives until %v after that", age, session.ExpiresAt.Sub(session.IssuedAt))
	}
	for _, step := range session.Steps {
		if step.Duration > time.Minute {
			t.Errorf("%s took %v", step.Step, step.Duration)
		}
	}
}

func TestASignInCanBeCancelledAtEachStop(t *testing.T) {
	for _, at := range SignInSteps() {
		t.Run(string(at), func(t *testing.T) {
			s := newSignInSetting(t)
			temporary := t.TempDir()
			t.Setenv("TMPDIR", temporary)
			ctx, cancel := context.WithCancelCause(t.Context())
			_, err := s.signIn(ctx, SignInOptions{BeforeStep: func(ctx context.Context, step Step) error {
				if step != at {
					return nil
				}
				cancel(ErrCanceled)
				<-ctx.Done()
				return context.Cause(ctx)
			}})
			if e := wantCode(t, err, CodeCancelled); e.Step != at {
				t.Errorf("cancelled at %s", e.Step)
			}
			s.wantNothingLeft(t, temporary)
			if _, ok := s.store.session(t); ok {
				t.Error("a session is stored")
			}
			if path := askedIn(at); path != "" && len(s.to(path)) > 0 {
				t.Errorf("%s was asked", path)
			}
			if tokens := slices.Index(SignInSteps(), at) > slices.Index(SignInSteps(), StepTokenRequest); tokens != (len(s.to("/revoke")) > 0) {
				t.Errorf("%d revocations", len(s.to("/revoke")))
			}
			for _, e := range eventsOf(s.tl, EventRequestReady) {
				if !e.Link.IsZero() && e.Link.Reveal() != "" {
					t.Error("the link is still there")
				}
			}
		})
	}
}

func TestAnErrorOfAStopEndsTheSignIn(t *testing.T) {
	s := newSignInSetting(t)
	broken := errors.New("nobody looks on")
	_, err := s.signIn(t.Context(), SignInOptions{BeforeStep: func(context.Context, Step) error { return broken }})
	if e := wantCode(t, err, CodeUnexpected); !errors.Is(e, broken) || e.Step != StepDiscover {
		t.Errorf("%v at %s", e, e.Step)
	}
}

func previewProfiles() map[string]Profile {
	asking := plainProfile()
	asking.Scopes = []string{"openid", "offline_access"}
	asking.AuthorizationParameters = map[string]string{"max_age": "60", "acr_values": "gold", "audience": "https://api.example", "display": "page"}
	fixed := plainProfile()
	fixed.Redirect = Redirect{Host: "localhost", Port: 53911, Path: "/back"}
	return map[string]Profile{"a plain connection": plainProfile(), "one that asks for more": asking, "one with a fixed port": fixed}
}

// The preview and a real request have the same parameters, with the same values unless they are made anew.
func TestThePreviewIsTheRequest(t *testing.T) {
	m := &ServerMetadata{AuthorizationEndpoint: "https://op.example/authorize?x=1"}
	for name, p := range previewProfiles() {
		o := SignInOptions{Scopes: []string{"notes"}}
		preview, err := PreviewAuthorizationRequest(p, m, o)
		if err != nil {
			t.Fatal(err)
		}
		real, err := newAuthorizationRequest(p, o, redirectURI(p.Redirect.Host, "53911", p.Redirect.Path), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		target, err := real.url(p, m)
		if err != nil {
			t.Fatal(err)
		}
		sent, _ := url.Parse(target.Reveal())
		values, fresh := sent.Query(), []string{}
		for _, parameter := range preview.Parameters {
			if parameter.Fresh {
				fresh = append(fresh, parameter.Name)
			} else if got := values[parameter.Name]; len(got) != 1 || got[0] != parameter.Value {
				t.Errorf("%s: %s is previewed as %q and sent as %q", name, parameter.Name, parameter.Value, got)
			}
			if !values.Has(parameter.Name) {
				t.Errorf("%s: %s is not sent", name, parameter.Name)
			}
			delete(values, parameter.Name)
		}
		if len(values) > 0 {
			t.Errorf("%s: not in the preview: %v", name, values)
		}
		want := []string{"code_challenge", "nonce", "redirect_uri", "state"}
		if p.Redirect.Port != 0 {
			want = []string{"code_challenge", "nonce", "state"}
		}
		if slices.Sort(fresh); !slices.Equal(fresh, want) {
			t.Errorf("%s: made anew are %v", name, fresh)
		}
		if preview.Endpoint != "https://op.example/authorize" {
			t.Errorf("%s: sent to %s", name, preview.Endpoint)
		}
	}
}

func TestThePreviewNeedsNoMetadata(t *testing.T) {
	known, err := PreviewAuthorizationRequest(plainProfile(), &ServerMetadata{AuthorizationEndpoint: "https://op.example/authorize"}, SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	unknown, err := PreviewAuthorizationRequest(plainProfile(), nil, SignInOptions{})
	if err != nil || unknown.Endpoint != "" || !slices.Equal(known.Parameters, unknown.Parameters) {
		t.Errorf("%+v, %v", unknown, err)
	}
	p := plainProfile()
	p.AuthorizationParameters = map[string]string{"state": "mine"}
	if _, err := PreviewAuthorizationRequest(p, nil, SignInOptions{}); !errors.Is(err, &Error{Code: CodeParameterNotAllowed}) {
		t.Errorf("a parameter of the protocol: %v", err)
	}
}
