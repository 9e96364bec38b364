// The pages that the redirection endpoint shows: constant bytes for each language, nothing of a request in them, no script,
// nothing loaded from elsewhere (LOOP-16), in the layout of the design's 09-browser-page.

package oauthflow

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
)

// page is one of the pages, by the name that its words have in assets/page.
type page string

// The three pages of /done, those of the doctor and of a sign-out, and the one for a request that is not ours.
const (
	pageSignedIn    page = "signed_in"
	pageNotSignedIn page = "not_signed_in"
	pageReturn      page = "return"
	pageExamined    page = "examined"
	pageSignedOut   page = "signed_out"
	pageRefused     page = "refused"
)

// The icon is in the page, so that a browser has no reason to ask for /favicon.ico (LOOP-09).
const (
	pageStart = `<!doctype html>
<html lang="`
	pageHead = `">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>`
	pageLogo = `</title>
<link rel="icon" href="data:image/svg+xml,` +
		`%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'%3E%3Crect width='64' height='64' rx='16' fill='%230B6E62'/%3E` +
		`%3Cpath d='` + pageKey + `' fill='%23FFF'/%3E%3C/svg%3E">
<style>` + pageStyle + `</style>
</head>
<body>
<main>
<svg class="logo" width="56" height="56" viewBox="0 0 64 64" aria-hidden="true">` +
		`<rect class="plate" width="64" height="64" rx="16"/><path class="key" d="` + pageKey + `"/></svg>
<h1>`
	pageMiddle = `</h1>
<p>`
	pageEnd = `</p>
</main>
</body>
</html>
`
	// The key of the app's icon: a ring whose hole turns the other way round, and a bit with two teeth.
	pageKey = `M25.5 22.75A9.25 9.25 0 1 1 25.5 41.25A9.25 9.25 0 1 1 25.5 22.75ZM25.5 26.75A5.25 5.25 0 1 0 25.5 37.25A5.25 5.25 0 1 0 25.5 26.75Z` +
		`M33.75 30H47.75A2 2 0 0 1 49.75 32V37A2 2 0 0 1 45.75 37V34H43.75V38.5A2 2 0 0 1 39.75 38.5V34H33.75Z`
	// The colours and sizes of the design.
	pageStyle = `
:root{color-scheme:light dark;--background:#F7F8FA;--panel:#FFFFFF;--line:#E3E6EC;--text:#1D2330;--quiet:#68707F;--primary:#0B6E62;--on-primary:#FFFFFF}
@media (prefers-color-scheme:dark){:root{--background:#14171C;--panel:#1B1F26;--line:#2C323C;--text:#E7EAF0;--quiet:#98A1B0;--primary:#2CB6A3;--on-primary:#14171C}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;padding:16px;display:flex;align-items:center;justify-content:center;background:var(--background);color:var(--text);font:14px/16px "Noto Sans","Segoe UI",system-ui,"DejaVu Sans",sans-serif}
main{width:440px;max-width:100%;padding:40px 32px;border:1px solid var(--line);border-radius:8px;background:var(--panel);text-align:center}
.logo{display:block;margin:0 auto}
.plate{fill:var(--primary)}
.key{fill:var(--on-primary)}
h1{margin:16px 0 8px;font-size:21px;line-height:1.2}
p{margin:0;color:var(--quiet)}
`
)

// setPageHeaders sets the headers that every answer of the endpoint has (LOOP-17). There are no CORS
// headers among them, and no permission for requests from other networks (LOOP-20, LOOP-21).
func setPageHeaders(h http.Header) {
	style := sha256.Sum256([]byte(pageStyle))
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "+
		"img-src data:; style-src 'sha256-"+base64.StdEncoding.EncodeToString(style[:])+"'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Connection", "close")
	h.Set("Content-Type", "text/html; charset=utf-8")
}

// writePage answers with a document. When it returns nil, the whole answer is with the operating system.
func writePage(w http.ResponseWriter, status int, document string) error {
	setPageHeaders(w.Header())
	w.Header().Set("Content-Length", strconv.Itoa(len(document)))
	w.WriteHeader(status)
	if _, err := w.Write([]byte(document)); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}

// writeRedirect answers with 303 and an empty page, so that the browser asks for location by GET.
func writeRedirect(w http.ResponseWriter, location string) error {
	w.Header().Set("Location", location)
	return writePage(w, http.StatusSeeOther, "")
}
