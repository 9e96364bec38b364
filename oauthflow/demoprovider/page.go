// The pages people see: templates, one style sheet, no script.

package demoprovider

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
)

//go:embed page
var pageFiles embed.FS

const staleText = "This page is out of date, or belongs to another browser."

// page is what the templates show; each uses a part of it.
type page struct {
	Title       string
	Problem     string
	Text        string
	Transaction string
	Token       string
	Name        string
	User        string
	Client      string
	Scopes      []scope
	People      []Person
	UserCode    string // of a device
}

func parsePages() (*template.Template, error) {
	return template.ParseFS(pageFiles, "page/*.html")
}

func (p *Provider) show(w http.ResponseWriter, status int, name string, view page) {
	var out bytes.Buffer
	if err := p.pages.ExecuteTemplate(&out, name, view); err != nil {
		http.Error(w, "The page could not be made.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = out.WriteTo(w) // the browser may have gone: nobody is left to tell
}

// showProblem shows an error that must not or cannot be sent to a client.
func (p *Provider) showProblem(w http.ResponseWriter, text string) {
	p.show(w, http.StatusBadRequest, "message.html", page{
		Title: "This did not work", Problem: text, Text: "Go back to the app that brought you here and start again.",
	})
}

// home is what a person sees who opens the issuer in a browser.
func (p *Provider) home(w http.ResponseWriter, _ *http.Request) {
	p.show(w, http.StatusOK, "message.html", page{
		Title: "Demo provider",
		Text:  "An OpenID provider on this computer. Its metadata is at " + p.issuer + "/.well-known/openid-configuration.",
	})
}

// pageAsset serves one embedded file.
func pageAsset(name, contentType string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType)
		http.ServeFileFS(w, r, pageFiles, "page/"+name)
	}
}
