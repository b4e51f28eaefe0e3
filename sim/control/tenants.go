package control

import (
	"net/http"
	"time"
)

// moment is a time on the wire, always in UTC.
type moment = time.Time

// Tenants are the worlds there are.
type Tenants interface {
	Tenants() []TenantInfo
	NewTenant(NewTenant) (TenantKeys, error)
	Tenant(name string) (TenantInfo, error)
	CloseTenant(name string) error
	ResetTenant(name string) (TenantInfo, error)
}

// NewTenant is what a tenant is to begin with.
type NewTenant struct {
	Name         string            `json:"name,omitempty" about:"1 to 32 small letters, digits and -; made up without it"`
	Scenario     string            `json:"scenario,omitempty" about:"the text of a scenario document, 512 KiB at most with its files"`
	Files        map[string]string `json:"files,omitempty" about:"what the document includes or names under files, by file name"`
	ScenarioName string            `json:"scenario_name,omitempty" about:"in the place of a text: a scenario of the library"`
	Seed         *uint64           `json:"seed,omitempty" about:"whatever is left to chance follows from it; the simulator's without it"`
	Now          *moment           `json:"now,omitempty" about:"what time it is to be"`
	Frozen       bool              `json:"frozen,omitempty" about:"its clock stands still"`
	Set          []string          `json:"set,omitempty" about:"fields of its accounts, such as aliyun.balance=0.30"`
	Profile      map[string]string `json:"profile,omitempty" about:"by provider, which generation of its documents the accounts have"`
	ClearNumbers bool              `json:"clear_numbers,omitempty" about:"journal and exports show whole phone numbers"`
}

// TenantInfo is what is known of a tenant.
type TenantInfo struct {
	Name         string     `json:"name" about:"as in ?tenant= and before the dot of its keys"`
	Created      moment     `json:"created" about:"when it was made, by the simulator's own clock"`
	Used         moment     `json:"used" about:"when somebody last asked for something of it, to within a minute"`
	Scenario     string     `json:"scenario" about:"the scenario's name; empty is the one with defaults only"`
	Seed         uint64     `json:"seed" about:"whatever is left to chance follows from it"`
	ClearNumbers bool       `json:"clear_numbers" about:"journal and exports show whole phone numbers"`
	Entries      uint64     `json:"entries" about:"in its journal now"`
	Dropped      uint64     `json:"dropped" about:"entries the journal had no room for since it was cleared"`
	Providers    []Provider `json:"providers" about:"where each answers"`
}

// Provider is where one answers.
type Provider struct {
	Name    string `json:"name" about:"as in settings and scenarios"`
	BaseURL string `json:"base_url" about:"what a client's base URL is to be"`
}

// TenantKeys is a tenant with what its clients need; nothing shows the secrets
// again.
type TenantKeys struct {
	Name      string              `json:"name" about:"as in ?tenant= and before the dot of its keys"`
	Providers map[string]Endpoint `json:"providers" about:"by name, where each answers and by which keys of the account numsim"`
	Accounts  []Key               `json:"accounts" about:"all ready-made accounts; each provider's have the same secrets"`
}

// Endpoint is where and as whom to ask a provider. It has the names the
// provider's own documents have.
type Endpoint struct {
	BaseURL         string `json:"base_url" about:"what a client's base URL is to be"`
	AccessKeyID     string `json:"access_key_id,omitempty" about:"whom a call is signed for"`
	AccessKeySecret string `json:"access_key_secret,omitempty" about:"what it is signed with"`
	Code            string `json:"code,omitempty" about:"at ywjisu: the account"`
	Password        string `json:"pwd,omitempty" about:"at ywjisu: its password"`
	PrivateKey      string `json:"private_key,omitempty" about:"at ywjisu: what the token is made with"`
}

// Key is one ready-made account.
type Key struct {
	Provider string `json:"provider" about:"whose account it is"`
	Account  string `json:"account" about:"its name"`
	ID       string `json:"id" about:"access key id or code: what a client sends"`
	Token    string `json:"security_token,omitempty" about:"of a temporary key"`
	About    string `json:"about" about:"what it is for"`
}

// TenantList is all of them.
type TenantList struct {
	Tenants []TenantInfo `json:"tenants" about:"by name"`
}

// Removed says that something is gone.
type Removed struct {
	Removed int `json:"removed" about:"how many things are gone"`
}

func tenants(p Tenants) resource {
	return resource{"tenants", "/v1/tenants", map[string]operation{
		http.MethodGet: {
			about: "Every tenant", gives: TenantList{},
			run: func(*asked) answer { return answer{value: TenantList{p.Tenants()}} },
		},
		http.MethodPost: {
			about: "Make a tenant: a world of its own with fresh keys at every provider", takes: NewTenant{}, most: maxLarge,
			gives: TenantKeys{}, status: http.StatusCreated, fails: []int{http.StatusConflict, http.StatusUnprocessableEntity, http.StatusServiceUnavailable},
			run: func(a *asked) answer { return told(p.NewTenant(*a.body.(*NewTenant))) },
		},
	}}
}

func tenant(p Tenants) resource {
	return resource{"tenant", "/v1/tenants/{name}", map[string]operation{
		http.MethodGet: {
			about: "One tenant", gives: TenantInfo{}, fails: []int{http.StatusNotFound},
			run: func(a *asked) answer { return told(p.Tenant(a.path["name"])) },
		},
		http.MethodDelete: {
			about: "Forget a tenant; exchanges under way finish", gives: Removed{}, fails: []int{http.StatusNotFound, http.StatusConflict},
			run: func(a *asked) answer { return told(Removed{1}, p.CloseTenant(a.path["name"])) },
		},
	}}
}

func reset(p Tenants) resource {
	return resource{"reset", "/v1/tenants/{name}/reset", map[string]operation{
		http.MethodPost: {
			about: "Begin a tenant's scenario anew: money, counters, nonces, journal, and what was said at run time",
			takes: nothing{}, gives: TenantInfo{}, fails: []int{http.StatusNotFound},
			run: func(a *asked) answer { return told(p.ResetTenant(a.path["name"])) },
		},
	}}
}

// nothing is a body without members: {}.
type nothing struct{}
