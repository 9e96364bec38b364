// Memory in the place of sealed files, for this run. It writes nothing.

package vault

import (
	"bytes"
	"context"
	"maps"
	"sync"
)

type memory struct {
	folder *folder // sealed files of earlier runs, which deleting reaches; nil without a data folder

	mu     sync.Mutex
	values map[entry][]byte
}

func (m *memory) load(_ context.Context, e entry) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.values[e]
	if !ok {
		return nil, ErrNotFound
	}
	return bytes.Clone(b), nil
}

func (m *memory) save(ctx context.Context, e entry, b []byte) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.values[e] = b
	return nil
}

func (m *memory) remove(ctx context.Context, e entry) error {
	m.mu.Lock()
	_, held := m.values[e]
	delete(m.values, e)
	m.mu.Unlock()
	if !held || m.folder == nil {
		return nil
	}
	return m.folder.remove(ctx, e)
}

func (m *memory) removeAll(ctx context.Context, id string) error {
	m.mu.Lock()
	maps.DeleteFunc(m.values, func(e entry, _ []byte) bool { return e.id == id })
	m.mu.Unlock()
	if m.folder == nil {
		return nil
	}
	return m.folder.removeAll(ctx, id)
}
