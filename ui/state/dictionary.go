// The dictionary: what each thing in the messages is for, what an attacker gains without it, and where it is written.
// The catalogue holds the words as dictionary.<kind>.<name> and, where there is a risk, dictionary.<kind>.<name>.risk.

package state

import (
	"strings"

	"proofkey/oauthflow"
)

// EntryKind is what kind of thing an entry explains.
type EntryKind string

// The kinds of things.
const (
	EntryParameter EntryKind = "parameter" // of requests, in the query or a form; of redirects, JSON answers and challenges
	EntryHeader    EntryKind = "header"    // of HTTP requests and answers
	EntryMetadata  EntryKind = "metadata"  // members of the discovery document, and of the JWK set and its keys
	EntryJOSE      EntryKind = "jose"      // JOSE header of a JWT
	EntryClaim     EntryKind = "claim"     // of a JWT and of UserInfo
	EntryProof     EntryKind = "proof"     // header and claims of a proof of possession
)

// Entry explains one thing. Risk is what an attacker gains if it is missing or not checked, and zero where that is
// nothing.
type Entry struct {
	What, Risk Text
	Source     string // documents and sections
	Known      bool
}

// entryRow is a row of a kind's table.
type entryRow struct {
	name, source string
	risk         bool // the catalogue says what it is
}

const harmless, risky = false, true

// Lookup returns the entry of a name; Known is false, and What says so, for one that no specification of ours has.
// Header names are compared without case. A claim may have a language tag, as in name#el (OIDC Core §5.2).
func Lookup(kind EntryKind, name string) Entry {
	if kind == EntryHeader {
		name = strings.ToLower(name)
	}
	entry := find(kind, name)
	if base, tag, _ := strings.Cut(name, "#"); !entry.Known && kind == EntryClaim && tag != "" {
		if of := find(kind, base); strings.HasPrefix(of.Source, "OIDC Core §5.1") {
			return of
		}
	}
	return entry
}

// LookupCheck returns why the check of a rule is there and what an attacker gains without it, both in What.
func LookupCheck(id string) Entry {
	for _, rule := range oauthflow.Rules() {
		if rule.ID == id {
			return Entry{What: T("dictionary.check." + id), Source: rule.Source, Known: true}
		}
	}
	return unknownEntry()
}

func unknownEntry() Entry { return Entry{What: T("dictionary.unknown")} }

func find(kind EntryKind, name string) Entry {
	for _, r := range entryRows(kind) {
		if r.name != name {
			continue
		}
		key := "dictionary." + string(kind) + "." + name
		e := Entry{What: T(key), Source: r.source, Known: true}
		if r.risk {
			e.Risk = T(key + ".risk")
		}
		return e
	}
	return unknownEntry()
}

// entryRows is the table of a kind.
func entryRows(kind EntryKind) []entryRow {
	switch kind {
	case EntryParameter:
		return parameterEntries()
	case EntryHeader:
		return headerEntries()
	case EntryMetadata:
		return metadataEntries()
	case EntryJOSE:
		return joseEntries()
	case EntryClaim:
		return claimEntries()
	case EntryProof:
		return proofEntries()
	}
	return nil
}
