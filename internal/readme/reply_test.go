//go:build unix

package readme

import (
	"bufio"
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// reply is what the tables promise of an answer.
type reply struct {
	HTTP     int
	Code     string   // Kingsoft Cloud has none in a success
	Statuses []string // of each number that is answered, in order
}

// good says whether the call was answered rather than refused.
func (r reply) good() bool {
	return r.HTTP == http.StatusOK && slices.Contains([]string{"OK", "", "000000"}, r.Code)
}

// cell is a reply as the tables write it.
func (r reply) cell() string {
	if r.Code == "" {
		return strconv.Itoa(r.HTTP)
	}
	return strconv.Itoa(r.HTTP) + " `" + r.Code + "`"
}

// wire is every member that some provider answers with and a table speaks of.
type wire struct {
	Code        string
	PhoneStatus struct{ Status string }
	CheckStatus string
	Data        []struct{ CheckStatus string }
	Result      struct{ PhoneStatus json.Number }
	Error       struct{ Code string }
	ResultCode  string                    `json:"resultCode"`
	ResultObj   []struct{ Status string } `json:"resultObj"`
}

func (w wire) reply(status int) reply {
	r := reply{HTTP: status, Code: cmp.Or(w.Code, w.Error.Code, w.ResultCode)}
	if one := cmp.Or(w.PhoneStatus.Status, w.CheckStatus, w.Result.PhoneStatus.String()); one != "" {
		r.Statuses = append(r.Statuses, one)
	}
	for _, each := range w.Data {
		r.Statuses = append(r.Statuses, each.CheckStatus)
	}
	for _, each := range w.ResultObj {
		r.Statuses = append(r.Statuses, each.Status)
	}
	return r
}

// ask runs what `simulator sign` prints for a simulator, as a reader does, and
// reads the answer with the status that -i has curl show.
func (s *stage) ask(t *testing.T, r *running, provider string, flags ...string) reply {
	t.Helper()
	printed := s.run(t, "simulator sign "+provider+" -i --base-url http://"+r.at[provider]+" "+strings.Join(flags, " ")+" | sh")
	got, err := http.ReadResponse(bufio.NewReader(strings.NewReader(printed)), nil)
	require.NoError(t, err, "not an answer:\n%s", printed)
	defer func() { _ = got.Body.Close() }()
	var w wire
	require.NoError(t, json.NewDecoder(got.Body).Decode(&w), "%s", printed)
	return w.reply(got.StatusCode)
}
