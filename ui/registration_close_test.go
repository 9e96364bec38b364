// A registration whose answer nobody takes any more.

package ui

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"proofkey/oauthflow/demoprovider"
)

// registrations counts what was registered and deleted.
type registrations struct {
	next http.RoundTripper

	mu            sync.Mutex
	made, deleted int
}

func (r *registrations) RoundTrip(request *http.Request) (*http.Response, error) {
	answer, err := r.next.RoundTrip(request)
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case err != nil:
	case answer.StatusCode == http.StatusCreated:
		r.made++
	case request.Method == http.MethodDelete:
		r.deleted++
	}
	return answer, err
}

func (r *registrations) count() (made, deleted int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.made, r.deleted
}

// The answer waits for the UI thread, which is closing the window.
func TestAClientThatComesWhileTheWindowClosesIsDeleted(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	counted := &registrations{next: c.transport}
	c.transport = counted
	d.found(t, c, otherProvider(t, demoprovider.Config{}))
	arrived := make(chan struct{})
	var once sync.Once
	after := func() {
		if made, _ := counted.count(); made == 1 {
			once.Do(func() { close(arrived) })
		}
	}
	d.afterPost.Store(&after)
	c.RegisterClient()
	<-arrived
	c.Close(5 * time.Second)
	if made, deleted := counted.count(); made != 1 || deleted != 1 {
		t.Errorf("%d made, %d deleted", made, deleted)
	}
}
