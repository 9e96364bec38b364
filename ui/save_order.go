// The order in which a connection is saved: the newest settings stay, however late an older save comes to its turn.

package ui

import "sync"

// saveOrder is safe for concurrent use. Its zero value is ready.
type saveOrder struct {
	turn   sync.Mutex // held while one save writes
	mu     sync.Mutex // never held while something waits
	newest map[string]int
}

// next announces a save of a connection and returns what writes it, which does nothing if a newer one was announced.
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
