package serve_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"syscall"
)

// send is the answer in a word: the status of a number, those of a batch each
// with the number's ending, the code of a refusal, or how the exchange broke.
func (s *stage) send(req *http.Request) string {
	s.t.Helper()
	res, err := s.http.Do(req)
	if err != nil {
		return broken(err)
	}
	text, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil {
		return broken(err)
	}
	if kind := res.Header.Get("Content-Type"); kind == "text/html" {
		return "html-" + strconv.Itoa(res.StatusCode)
	}
	s.body = nil
	if json.Unmarshal(text, &s.body) != nil {
		return "no-json"
	}
	return word(s.body)
}

func broken(err error) string {
	switch {
	case errors.Is(err, syscall.ECONNRESET):
		return "reset"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "cut"
	}
	return err.Error()
}

// word looks for what each provider has and the others do not.
func word(body any) string {
	switch code := member(body, "Code"); {
	case member(body, "Error") != nil:
		return spell(member(body, "Error", "Code"))
	case member(body, "resultCode") != nil:
		return ywjisuWord(body)
	case code != nil && code != "OK":
		return spell(code)
	case member(body, "PhoneStatus") != nil:
		return spell(member(body, "PhoneStatus", "Status"))
	case member(body, "Result") != nil:
		return spell(member(body, "Result", "PhoneStatus"))
	case member(body, "CheckStatus") != nil:
		return spell(member(body, "CheckStatus"))
	}
	if batch, several := member(body, "Data").([]any); several {
		return endings(batch, "Mobile", "CheckStatus")
	}
	return spell(member(body, "Data", "Status"))
}

func ywjisuWord(body any) string {
	code := spell(member(body, "resultCode"))
	list, _ := member(body, "resultObj").([]any)
	numbers := endings(list, "mobile", "status")
	switch {
	case code == "000000" && list != nil:
		return numbers
	case len(list) > 0:
		return code + ":" + numbers
	}
	return code
}

// endings is "0200=1,0404=0", and none where there is none.
func endings(list []any, number, status string) string {
	var words []string
	for _, one := range list {
		phone := spell(member(one, number))
		words = append(words, phone[len(phone)-4:]+"="+spell(member(one, status)))
	}
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ",")
}

// member follows names, and indexes, into decoded JSON; nil where there is
// nothing.
func member(value any, path ...string) any {
	for _, step := range path {
		switch v := value.(type) {
		case map[string]any:
			value = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(v) {
				return nil
			}
			value = v[i]
		default:
			return nil
		}
	}
	return value
}

func spell(value any) string {
	if value == nil {
		return "null"
	}
	return fmt.Sprint(value)
}
