// Fitting a bundle into the size that Open reads.

package report

import "encoding/json"

const (
	maxBundle       = 32 << 20 // bytes
	maxBundleEvents = 10_000
	bundleReserve   = 1 << 20 // for what is beside the events
)

// fit lets bodies go, oldest first, and then events, until the bundle is small enough. Both can be seen in it.
func (b *Bundle) fit() error {
	if over := len(b.Events) - maxBundleEvents; over > 0 {
		b.omit(over)
	}
	sizes := make([]int, len(b.Events))
	total := 0
	for i, e := range b.Events {
		size, err := eventSize(e)
		if err != nil {
			return err
		}
		sizes[i] = size
		total += size
	}
	rest, err := b.sizeWithoutEvents()
	if err != nil {
		return err
	}
	room := maxBundle - bundleReserve - rest
	for i := 0; i < len(b.Events) && total > room; i++ {
		if x := b.Events[i].HTTP; x != nil {
			x.Request.drop()
			x.Answer.drop()
			size, err := eventSize(b.Events[i])
			if err != nil {
				return err
			}
			total += size - sizes[i]
			sizes[i] = size
		}
	}
	n := 0
	for ; n < len(b.Events) && total > room; n++ {
		total -= sizes[n]
	}
	b.omit(n)
	return nil
}

func (b *Bundle) omit(n int) { b.Omitted, b.Events = b.Omitted+n, b.Events[n:] }

func (b *Bundle) sizeWithoutEvents() (int, error) {
	bare := *b
	bare.Events = nil
	data, err := bare.Encode()
	return len(data), err
}

// eventSize is the event's size in the file, indented as it stands there.
func eventSize(e BundleEvent) (int, error) {
	data, err := json.MarshalIndent(e, "    ", "  ")
	return len(data) + len("    ,\n"), err
}

func (m *BundleMessage) drop() {
	if len(m.Body) > 0 || m.Form != "" {
		m.Body, m.Form, m.Dropped = nil, "", true
	}
}
