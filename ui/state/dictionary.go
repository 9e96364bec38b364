// The dictionary: what each parameter, header, metadata member, JOSE header and claim is there for.

package state

// EntryKind is where a name of the dictionary stands.
type EntryKind string

// The kinds of names.
const (
	EntryParameter EntryKind = "parameter" // of a request or an answer of the protocol
	EntryHeader    EntryKind = "header"    // of HTTP
	EntryMetadata  EntryKind = "metadata"  // a member of the provider's metadata
	EntryJOSE      EntryKind = "jose"      // of a key, or of the header of a JWT
	EntryClaim     EntryKind = "claim"
)

// Entry is what the dictionary says of a name.
type Entry struct {
	What, Risk Text   // what it is for; what an attacker gains where it is missing or not checked, or zero
	Source     string // document and section
	Known      bool   // it is in the specifications that we know
}

// Lookup returns the entry of a name.
func Lookup(_ EntryKind, _ string) Entry {
	return Entry{What: T("dictionary.unknown")}
}
