// The dictionary for the messages of a protected API, whose members and headers are its own unless a specification has
// them.

package state

import "strings"

// lookupOfAPI is Lookup for a message of an API. A member of the name of a claim need not be the claim.
func lookupOfAPI(kind EntryKind, name string) Entry {
	entry := Lookup(kind, name)
	if kind == EntryClaim {
		switch asError := Lookup(EntryParameter, name); {
		case strings.HasPrefix(name, "error") && asError.Known: // RFC 6750 §3.1: many APIs repeat it in the body
			entry = asError
		case entry.Known:
			entry.What = T("dictionary.api_claim", "What", entry.What)
		}
	}
	if !entry.Known {
		entry.What = T("dictionary.api_own")
	}
	return entry
}
