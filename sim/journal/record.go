package journal

import (
	"encoding/binary"
	"time"

	"github.com/numsim/numsim"
)

// A record is an entry as the ring keeps it: bytes without a pointer, so that
// a full ring costs the garbage collector nothing. It begins with delivered;
// numbers are varints, and texts and lists have their length before them.
// Seq is not in it: a record's place says it.

const delivered = 0 // where in a record its first member is

// room is at least as much as the record of e takes.
func room(e *Entry) int {
	const fixed, line = 1 + 15*binary.MaxVarintLen64 + 16, 2*binary.MaxVarintLen64 + 1
	n := fixed + len(e.Provider) + len(e.Operation) + len(e.Account) + len(e.Credential) + len(e.Row) + len(e.Why) + len(e.Sent) + len(e.Got)
	for _, rule := range e.Rules {
		n += binary.MaxVarintLen64 + len(rule)
	}
	for i := range e.Lines {
		n += line + len(e.Lines[i].Number)
	}
	return n
}

func appendRecord(b []byte, e *Entry) []byte {
	b = append(b, flag(e.Delivered))
	b = binary.AppendVarint(b, e.At.Unix())
	b = binary.AppendUvarint(b, uint64(e.At.Nanosecond()))
	b = append(b, e.RequestID[:]...)
	for _, text := range [...]string{e.Provider, e.Operation, e.Account, e.Credential, e.Row, e.Why} {
		b = appendText(b, text)
	}
	b = binary.AppendUvarint(b, uint64(e.HTTP))
	b = binary.AppendVarint(b, int64(e.Charged))
	b = binary.AppendUvarint(b, uint64(len(e.Rules)))
	for _, rule := range e.Rules {
		b = appendText(b, rule)
	}
	b = binary.AppendUvarint(b, uint64(len(e.Lines)))
	for i := range e.Lines {
		l := &e.Lines[i]
		b = appendText(b, string(l.Number))
		b = append(b, byte(l.Status)<<1|flag(l.Billed))
		b = binary.AppendVarint(b, int64(l.Charged))
	}
	b = binary.AppendUvarint(b, e.Era)
	b = binary.AppendVarint(b, int64(e.Skew))
	for _, kept := range [...][]byte{e.Sent, e.Got} {
		b = append(binary.AppendUvarint(b, uint64(len(kept))), kept...)
	}
	return b
}

func flag(set bool) byte {
	if set {
		return 1
	}
	return 0
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// reader takes a record apart. Its texts share one copy of the record.
type reader struct {
	raw  []byte
	text string
	at   int
}

func readRecord(raw []byte, seq uint64) Entry {
	r := reader{raw: raw, text: string(raw)}
	e := Entry{Seq: seq, Delivered: raw[delivered] != 0}
	r.at = delivered + 1
	e.At = time.Unix(r.signed(), int64(r.unsigned())).UTC()
	r.at += copy(e.RequestID[:], raw[r.at:])
	for _, into := range [...]*string{&e.Provider, &e.Operation, &e.Account, &e.Credential, &e.Row, &e.Why} {
		*into = r.string()
	}
	e.HTTP, e.Charged = int(r.unsigned()), numsim.Money(r.signed())
	for range r.unsigned() {
		e.Rules = append(e.Rules, r.string())
	}
	e.Lines = make([]Line, r.unsigned())
	for i := range e.Lines {
		e.Lines[i].Number = numsim.Number(r.string())
		e.Lines[i].Status, e.Lines[i].Billed = r.status()
		e.Lines[i].Charged = numsim.Money(r.signed())
	}
	e.Era, e.Skew = r.unsigned(), time.Duration(r.signed())
	e.Sent, e.Got = r.bytes(), r.bytes()
	return e
}

func (r *reader) signed() int64 {
	v, n := binary.Varint(r.raw[r.at:])
	r.at += n
	return v
}

func (r *reader) unsigned() uint64 {
	v, n := binary.Uvarint(r.raw[r.at:])
	r.at += n
	return v
}

func (r *reader) string() string {
	length, from := int(r.unsigned()), r.at
	r.at += length
	return r.text[from:r.at]
}

func (r *reader) bytes() (b []byte) {
	length, from := int(r.unsigned()), r.at
	r.at += length
	if length > 0 {
		b = append(b, r.raw[from:r.at]...)
	}
	return b
}

func (r *reader) status() (s numsim.Status, billed bool) {
	b := r.raw[r.at]
	r.at++
	return numsim.Status(b >> 1), b&1 != 0
}
