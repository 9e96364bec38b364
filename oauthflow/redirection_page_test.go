package oauthflow

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func allPages() map[string]page {
	return map[string]page{
		"You are signed in": pageSignedIn, "Not signed in": pageNotSignedIn,
		"Back to Proofkey": pageReturn, "Not part of a sign-in": pageRefused,
	}
}

// LOOP-16
func TestThePagesLoadAndRunNothing(t *testing.T) {
	elsewhere := regexp.MustCompile(`(?i)<script|<link[^>]+href="[^d]|\bsrc=|@import|url\(|<form|<iframe|\son\w+=|\sstyle=|http-equiv`)
	for title, p := range allPages() {
		t.Run(title, func(t *testing.T) {
			if found := elsewhere.FindString(string(p)); found != "" {
				t.Errorf("the page has %q", found)
			}
			if !strings.Contains(string(p), "<h1>"+title+"</h1>") || !strings.Contains(string(p), "<title>"+title+"</title>") || !strings.HasPrefix(string(p), "<!doctype html>") {
				t.Error("the page lacks its title")
			}
			for other := range allPages() {
				if other != title && strings.Contains(string(p), other) {
					t.Errorf("the page says %q as well", other)
				}
			}
		})
	}
}

// LOOP-17: the one style is the one that the policy names.
func TestThePolicyNamesTheStyleOfThePages(t *testing.T) {
	h := http.Header{}
	setPageHeaders(h)
	for title, p := range allPages() {
		_, rest, _ := strings.Cut(string(p), "<style>")
		style, _, found := strings.Cut(rest, "</style>")
		sum := sha256.Sum256([]byte(style))
		if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !found || !strings.Contains(h.Get("Content-Security-Policy"), want) {
			t.Errorf("%s: the policy lacks %s", title, want)
		}
	}
}
