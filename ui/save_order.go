// The order in which a connection is saved or deleted: the newest stays, however late an older one comes to its turn.

package ui

import "sync"

// saveOrder is safe for concurrent use. Its zero value is ready.
type saveOrder struct {
	turn   sync.Mutex // held while one save writes
	mu     sync.Mutex // never held while something waits
	newest map[string]int
}

// next announces that a connection is saved or deleted and returns what writes that, which does nothing if something newer
// was announced.
func (o *saveOrder) next(id string) func(write func() error) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.newest == nil {
		o.newest = map[string]int{}
	}
	o.newest[id]++
	n := o.newest[id]
	return func(write func() error) error {
		o.turn.Lock()
		defer o.turn.Unlock()
		if !o.isNewest(id, n) {
			return nil
		}
		return write()
	}
}

func (o *saveOrder) isNewest(id string, n int) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.newest[id] == n
}
