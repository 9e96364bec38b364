// Package jsontree reads JSON from strangers into an ordered tree: the members of an object keep their order, their
// spelling and their repetitions, and numbers keep their digits, so that what came over the wire can be shown.
package jsontree

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// Kind is the type of a value (RFC 8259 §3).
type Kind int

// The kinds.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// Value is a JSON value.
type Value struct {
	Kind    Kind
	Text    string   // of a string without its quotes, of a number or a bool as it is written
	Members []Member // of an object
	Items   []Value  // of an array
}

// Member is a member of an object.
type Member struct {
	Name  string
	Value Value
}

// Limits bound what is read.
type Limits struct{ Depth, Values int }

// The faults of a document.
var (
	ErrNotJSON = errors.New("not a JSON document in UTF-8")
	ErrTooDeep = errors.New("nested too deep")
	ErrTooMany = errors.New("too many values")
)

// Parse reads exactly one document. No error repeats what is in it.
func Parse(data []byte, l Limits) (Value, error) {
	if !utf8.Valid(data) {
		return Value{}, ErrNotJSON
	}
	p := parser{decoder: json.NewDecoder(bytes.NewReader(data)), left: l.Values}
	p.decoder.UseNumber()
	v, err := p.value(l.Depth)
	if err != nil {
		return Value{}, err
	}
	if _, err := p.decoder.Token(); !errors.Is(err, io.EOF) {
		return Value{}, ErrNotJSON
	}
	return v, nil
}

// parser reads one token after the other: json.Decoder itself holds no more than one.
type parser struct {
	decoder *json.Decoder
	left    int
}

func (p *parser) value(depth int) (Value, error) {
	token, err := p.decoder.Token()
	if err != nil {
		return Value{}, ErrNotJSON
	}
	if p.left--; p.left < 0 {
		return Value{}, ErrTooMany
	}
	switch t := token.(type) {
	case json.Delim:
		if depth == 0 {
			return Value{}, ErrTooDeep
		}
		if t == '{' {
			return p.object(depth - 1)
		}
		return p.array(depth - 1)
	case string:
		return Text(t), nil
	case json.Number:
		return Value{Kind: Number, Text: t.String()}, nil
	case bool:
		return Value{Kind: Bool, Text: fmt.Sprint(t)}, nil
	}
	return Value{}, nil
}

func (p *parser) object(depth int) (Value, error) {
	v := Value{Kind: Object}
	for p.decoder.More() {
		name, err := p.decoder.Token()
		if err != nil {
			return v, ErrNotJSON
		}
		member, err := p.value(depth)
		if err != nil {
			return v, err
		}
		text, _ := name.(string) // the decoder takes nothing else
		v.Members = append(v.Members, Member{text, member})
	}
	return v, p.end()
}

func (p *parser) array(depth int) (Value, error) {
	v := Value{Kind: Array}
	for p.decoder.More() {
		item, err := p.value(depth)
		if err != nil {
			return v, err
		}
		v.Items = append(v.Items, item)
	}
	return v, p.end()
}

func (p *parser) end() error {
	if _, err := p.decoder.Token(); err != nil {
		return ErrNotJSON
	}
	return nil
}
