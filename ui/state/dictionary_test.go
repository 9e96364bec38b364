package state

import (
	"regexp"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func entryKinds() []EntryKind {
	return []EntryKind{EntryParameter, EntryHeader, EntryMetadata, EntryJOSE, EntryClaim, EntryProof}
}

// allEntries are the entries of all kinds, as Lookup finds them by name.
func allEntries() []Entry {
	var all []Entry
	for _, kind := range entryKinds() {
		for _, r := range entryRows(kind) {
			all = append(all, Lookup(kind, r.name))
		}
	}
	return all
}

func TestEveryEntryHasItsOwnWordsAndASource(t *testing.T) {
	seen := map[string]bool{}
	for _, kind := range entryKinds() {
		for _, r := range entryRows(kind) {
			e, key := Lookup(kind, r.name), "dictionary."+string(kind)+"."+r.name
			if !e.Known || e.What.Key != key || strings.TrimSpace(e.Source) == "" || seen[key] {
				t.Errorf("%s: %+v, had it before: %v", key, e, seen[key])
			}
			if e.Risk.IsZero() == r.risk || r.risk && e.Risk.Key != key+".risk" {
				t.Errorf("%s: risk %+v", key, e.Risk)
			}
			seen[key] = true
		}
	}
	if len(seen) < 400 {
		t.Errorf("only %d entries", len(seen))
	}
}

func TestEntriesAreOneOrTwoPlainSentences(t *testing.T) {
	end := regexp.MustCompile(`[.?](\s|$)`)
	texts := []Text{unknownEntry().What}
	for _, e := range allEntries() {
		texts = append(texts, e.What, e.Risk)
	}
	for _, rule := range oauthflow.Rules() {
		texts = append(texts, LookupCheck(rule.ID).What)
	}
	for _, text := range texts {
		words := english(t, text)
		if n := len(end.FindAllString(words, -1)); n > 2 || len(words) > 260 {
			t.Errorf("%s has %d sentences and %d bytes: %q", text.Key, n, len(words), words)
		}
		phrase := text.IsZero() || text.Key == "dictionary.unknown" || strings.HasPrefix(text.Key, "dictionary.claim.") && !strings.HasSuffix(text.Key, ".risk")
		if !phrase && !strings.HasSuffix(words, ".") {
			t.Errorf("%s is no sentence: %q", text.Key, words)
		}
	}
}

func TestLookup(t *testing.T) {
	for name, row := range map[string]struct {
		kind  EntryKind
		asked string
		key   string // "": not known
	}{
		"a parameter":                              {EntryParameter, "state", "dictionary.parameter.state"},
		"the same name as a claim":                 {EntryClaim, "iss", "dictionary.claim.iss"},
		"a header without case":                    {EntryHeader, "CONTENT-type", "dictionary.header.content-type"},
		"a parameter keeps its case":               {EntryParameter, "State", ""},
		"a member of a key":                        {EntryMetadata, "x5t#S256", "dictionary.metadata.x5t#S256"},
		"a claim in a language":                    {EntryClaim, "family_name#ja-Kana-JP", "dictionary.claim.family_name"},
		"a claim that has no languages":            {EntryClaim, "sub#el", ""},
		"a claim with an empty language":           {EntryClaim, "name#", ""},
		"a parameter with a mark is another name":  {EntryParameter, "scope#el", ""},
		"what no specification of ours has":        {EntryClaim, "favourite_colour", ""},
		"no name":                                  {EntryHeader, "", ""},
		"a kind that there is not":                 {EntryKind("cookie"), "state", ""},
		"a header of another kind is not a member": {EntryJOSE, "host", ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := Lookup(row.kind, row.asked)
			want := row.key
			if want == "" {
				want = "dictionary.unknown"
			}
			if e.What.Key != want || e.Known != (row.key != "") || !e.Known && (!e.Risk.IsZero() || e.Source != "") {
				t.Errorf("%+v", e)
			}
		})
	}
	if words := english(t, Lookup(EntryParameter, "x").What); words != "Not in the specifications we know" {
		t.Errorf("the unknown is %q", words)
	}
}

func TestEveryCheckHasAnEntry(t *testing.T) {
	rules := oauthflow.Rules()
	if len(rules) < 40 {
		t.Fatalf("only %d rules", len(rules))
	}
	for _, rule := range rules {
		e := LookupCheck(rule.ID)
		if !e.Known || e.Source == "" || e.Source != rule.Source || english(t, e.What) == "" {
			t.Errorf("%s: %+v", rule.ID, e)
		}
	}
	if e := LookupCheck("IDT-99"); e.Known || e.What.Key != "dictionary.unknown" {
		t.Errorf("a check that there is not: %+v", e)
	}
}
