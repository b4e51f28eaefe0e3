package standin

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// Exchange is what a drift may change before it is sent.
type Exchange struct {
	Provider string
	Request  *http.Request
	Asked    []byte
	Status   int
	Header   http.Header
	Body     []byte
}

// Drift is one way a provider leaves its contract. A rule of the charge is a
// setting of the simulator instead, such as aliyun.unknown-billed=yes.
type Drift func(*Exchange)

// asks reports whether the exchange is of an operation.
func (x *Exchange) asks(operation string) bool {
	form, _ := url.ParseQuery(string(x.Asked))
	return operation == "" || x.Request.Header.Get("X-Acs-Action") == operation || form.Get("Action") == operation || x.Request.URL.Query().Get("Action") == operation
}

// AddField puts a member into the object at path, members joined by dots; an
// empty path is the whole.
func AddField(path, name string, value any) Drift {
	return edit(path, func(object map[string]any) { object[name] = value })
}

// RemoveField takes a member away.
func RemoveField(path, name string) Drift {
	return edit(path, func(object map[string]any) { delete(object, name) })
}

// SetField gives a member another value or another type, where it is there.
func SetField(path, name string, value any) Drift {
	return edit(path, func(object map[string]any) {
		if _, there := object[name]; there {
			object[name] = value
		}
	})
}

// edit changes objects of a JSON answer. A list on the path is each of its
// elements.
func edit(path string, change func(map[string]any)) Drift {
	return func(x *Exchange) {
		d := json.NewDecoder(bytes.NewReader(x.Body))
		d.UseNumber()
		var v any
		if d.Decode(&v) != nil {
			return
		}
		walk(v, strings.FieldsFunc(path, func(r rune) bool { return r == '.' }), change)
		if text, err := json.Marshal(v); err == nil {
			x.Body = text
		}
	}
}

func walk(v any, path []string, change func(map[string]any)) {
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			walk(element, path, change)
		}
	case map[string]any:
		if len(path) == 0 {
			change(v)
			return
		}
		walk(v[path[0]], path[1:], change)
	}
}

// Refuse answers a provider's operation with a refusal of another code, in the
// envelope it has.
func Refuse(operation string, status int, code string) Drift {
	return func(x *Exchange) {
		if !x.asks(operation) {
			return
		}
		x.Status = status
		x.Header.Set("Content-Type", "application/json;charset=utf-8")
		envelope := map[string]any{"Code": code, "Message": "changed", "RequestId": "00000000-0000-4000-8000-000000000000", "HostId": x.Request.Host}
		switch x.Provider {
		case "ksyun":
			envelope = map[string]any{"RequestId": envelope["RequestId"], "Error": map[string]any{"Type": "Sender", "Code": code, "Message": "changed"}}
		case "ywjisu":
			envelope = map[string]any{"resultCode": code, "resultMsg": "changed", "resultObj": nil}
		}
		x.Body, _ = json.Marshal(envelope) // of strings: never fails
	}
}

// Withdraw has an operation answered as one that does not exist.
func Withdraw(operation string) Drift {
	aliyun, ksyun := Refuse(operation, http.StatusNotFound, "InvalidAction.NotFound"), Refuse(operation, http.StatusNotFound, "NoSuchEntity")
	return func(x *Exchange) {
		if x.Provider == "ksyun" {
			ksyun(x)
		} else if x.Provider == "aliyun" {
			aliyun(x)
		}
	}
}

// Latency has every answer wait; the caller says how, so that a test need not.
func Latency(wait func(context.Context)) Drift {
	return func(x *Exchange) { wait(x.Request.Context()) }
}
