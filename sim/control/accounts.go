package control

import "net/http"

// Accounts are a tenant's, with their money.
type Accounts interface {
	Accounts(tenant, provider string) ([]AccountInfo, error)
	Account(tenant, provider, name string) (AccountInfo, error)
	ChangeAccount(tenant, provider, name string, to AccountChange) (AccountInfo, error)
	Statement(tenant, provider, name string, limit int) (Statement, error)
}

// AccountInfo is an account at this moment.
type AccountInfo struct {
	Provider string            `json:"provider" about:"whose account it is"`
	Name     string            `json:"account" about:"its name"`
	ID       string            `json:"id" about:"access key id or code: what a client sends"`
	About    string            `json:"about" about:"what it is for"`
	Profile  string            `json:"profile" about:"which generation of the provider's documents it has"`
	Switches map[string]string `json:"switches,omitempty" about:"readings that differ from the profile's"`
	Balance  string            `json:"balance" about:"yuan, or unlimited"`
	Quota    string            `json:"quota" about:"answers it may still get, or unlimited"`
	Price    string            `json:"price" about:"yuan for an answer that is charged"`
	Postpaid bool              `json:"postpaid" about:"the balance may go below zero"`
	QPS      int               `json:"qps" about:"calls admitted in a second; 0 is no limit, below 0 none"`
	Standing string            `json:"standing" about:"good, or why every call is refused"`
	Answers  string            `json:"answers,omitempty" about:"the row that every well-signed call meets"`
}

// AccountList is several.
type AccountList struct {
	Accounts []AccountInfo `json:"accounts" about:"by provider, as simulator accounts lists them"`
}

// AccountChange is one change by hand.
type AccountChange struct {
	TopUp   string `json:"top_up,omitempty" about:"yuan to add; with a minus to take"`
	Balance string `json:"balance,omitempty" about:"yuan it is to have, or unlimited"`
	Quota   string `json:"quota,omitempty" about:"answers it may still get from now on"`
	Note    string `json:"note,omitempty" about:"what for; the statement has it"`
}

// Statement is where an account's money went since its scenario began.
type Statement struct {
	Provider string   `json:"provider" about:"whose account it is"`
	Name     string   `json:"account" about:"its name"`
	Opening  string   `json:"opening" about:"yuan it began with, or unlimited"`
	Charged  string   `json:"charged" about:"yuan, all charges that the journal knows"`
	Changed  string   `json:"changed" about:"yuan, all changes by hand"`
	Balance  string   `json:"balance" about:"yuan it has now, or unlimited"`
	Quota    string   `json:"quota" about:"answers it may still get, or unlimited"`
	Count    int      `json:"count" about:"how many charges there are, listed or not"`
	Charges  []Charge `json:"charges" about:"the newest of them last, 1000 at most"`
	Changes  []Change `json:"changes" about:"by hand, the newest last"`
	Complete bool     `json:"complete" about:"whether every charge since the scenario began is known"`
	Why      string   `json:"why,omitempty" about:"it is not complete"`
}

// Charge is one exchange that cost something.
type Charge struct {
	Seq       uint64 `json:"seq" about:"of the journal's entry"`
	At        moment `json:"at" about:"when, on the account's clock"`
	RequestID string `json:"request_id" about:"as the provider's answer had it"`
	Operation string `json:"operation" about:"what was called"`
	Numbers   int    `json:"numbers" about:"how many numbers were billed"`
	Charged   string `json:"charged" about:"yuan"`
	Delivered bool   `json:"delivered" about:"whether the answer reached the network"`
}

// Change is one change by hand.
type Change struct {
	At      moment `json:"at" about:"when, on the tenant's clock"`
	Kind    string `json:"kind" about:"top-up, balance-set or quota-set"`
	Amount  string `json:"amount" about:"yuan the balance rose by; below 0 it fell"`
	Answers int    `json:"answers" about:"likewise, of the quota"`
	Balance string `json:"balance" about:"yuan afterwards, or unlimited"`
	Note    string `json:"note,omitempty" about:"what for"`
}

func accounts(p Accounts) resource {
	return resource{"accounts", "/v1/accounts", map[string]operation{
		http.MethodGet: {
			about: "A tenant's accounts", query: []string{"tenant", "provider"}, gives: AccountList{},
			run: func(a *asked) answer {
				list, err := p.Accounts(a.tenant, a.query["provider"])
				return told(AccountList{list}, err)
			},
		},
	}}
}

func account(p Accounts) resource {
	return resource{"account", "/v1/accounts/{provider}/{account}", map[string]operation{
		http.MethodGet: {
			about: "One account", query: []string{"tenant"}, gives: AccountInfo{},
			run: func(a *asked) answer { return told(p.Account(a.tenant, a.path["provider"], a.path["account"])) },
		},
		http.MethodPost: {
			about: "Add to the balance, or set balance or quota: one of the three, as an entry of the statement", query: []string{"tenant"},
			takes: AccountChange{}, gives: AccountInfo{}, fails: []int{http.StatusConflict},
			run: func(a *asked) answer {
				to := *a.body.(*AccountChange)
				if p := to.check(); p != nil {
					return answer{problem: p}
				}
				return told(p.ChangeAccount(a.tenant, a.path["provider"], a.path["account"], to))
			},
		},
	}}
}

func (c AccountChange) check() *problem {
	said := 0
	for _, value := range [...]string{c.TopUp, c.Balance, c.Quota} {
		if value != "" {
			said++
		}
	}
	switch {
	case said != 1:
		return bad("one of top_up, balance and quota is to be said", "body", `send one, such as {"top_up": "10.00"}`)
	case len(c.Note) > 256:
		return bad("it is longer than 256 bytes", `field "note"`, "send less")
	}
	return nil
}

func statement(p Accounts) resource {
	return resource{"statement", "/v1/accounts/{provider}/{account}/statement", map[string]operation{
		http.MethodGet: {
			about: "Where an account's money went", query: []string{"tenant", "limit"}, gives: Statement{},
			run: func(a *asked) answer {
				return told(p.Statement(a.tenant, a.path["provider"], a.path["account"], a.limit()))
			},
		},
	}}
}
