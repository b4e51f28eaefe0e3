package main

import (
	"net/http"
	"strconv"
	"sync"
)

const (
	answer  = `{"PhoneStatus":{"Status":"NORMAL","Carrier":"中国移动","SerialId":"1100000000000"},"RequestId":"CC3BB6D2-2FDF-4321-9DCE-B38165CE4C47","Message":"OK","Code":"OK"}`
	refusal = `{"Code":"SignatureDoesNotMatch"}`
)

// floor answers one key's queries. Its header values are made once: net/http
// only reads them.
type floor struct {
	key     string
	answer  reply
	refusal reply
	spaces  sync.Pool
}

type reply struct {
	status int
	length []string
	kind   []string
	body   []byte
}

func newReply(status int, body string) reply {
	return reply{status, []string{strconv.Itoa(len(body))}, []string{"application/json;charset=utf-8"}, []byte(body)}
}

func newFloor(key, secret string) *floor {
	f := &floor{key: key, answer: newReply(http.StatusOK, answer), refusal: newReply(http.StatusBadRequest, refusal)}
	f.spaces.New = func() any { return newSpace(secret) }
	return f
}

// ServeHTTP implements http.Handler.
func (f *floor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s := f.spaces.Get().(*space)
	reply := &f.refusal
	if s.query.read(r.URL.RawQuery) && string(s.query.get("AccessKeyId")) == f.key && s.signed(r.Method) {
		reply = &f.answer
	}
	f.spaces.Put(s)
	h := w.Header()
	h["Content-Type"], h["Content-Length"] = reply.kind, reply.length
	w.WriteHeader(reply.status)
	_, _ = w.Write(reply.body)
}
