package ledger

import (
	"errors"
	"hash/maphash"
	"sync"
	"time"
)

// Why a nonce was not admitted.
var (
	ErrNonceUsed  = errors.New("this nonce was spent before, and its request could still be accepted")
	ErrNoncesFull = errors.New("the credential holds as many live nonces as it may; none is evicted early")
)

const defaultNonceCap = 300_000

// nonces remembers every spent nonce until its request would be refused as
// stale anyway. It never evicts a live one: a flood that could push out a
// victim's nonce would be a replay. Generations a quarter of the window wide
// are dropped whole, so memory is flat once the window is full.
type nonces struct {
	mu    sync.Mutex
	seeds [2]maphash.Seed
	width time.Duration
	cap   int
	held  int
	live  []generation // a handful, in no order
	spare set          // emptied, to be filled again
}

// generation holds the nonces whose requests go stale in one stretch of time.
type generation struct {
	at   int64
	used set
}

type (
	fingerprint [2]uint64
	set         map[fingerprint]struct{}
)

func newNonces(window time.Duration, limit int) *nonces {
	if limit == 0 {
		limit = defaultNonceCap
	}
	return &nonces{
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		width: max(window/4, time.Second),
		cap:   limit,
	}
}

func (n *nonces) spend(nonce []byte, now, expires time.Time) error {
	f := fingerprint{maphash.Bytes(n.seeds[0], nonce), maphash.Bytes(n.seeds[1], nonce)}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.forget(now)
	for i := range n.live {
		if _, used := n.live[i].used[f]; used {
			return ErrNonceUsed
		}
	}
	if n.held >= n.cap {
		return ErrNoncesFull
	}
	n.until(expires)[f] = struct{}{}
	n.held++
	return nil
}

// forget drops the generations in which nothing can be accepted any more. A
// clock set back finds them gone; that is the caller's clock, not an attack.
func (n *nonces) forget(now time.Time) {
	past := now.Add(-time.Second).UnixNano() / int64(n.width) // a call that read the clock before us is still verifying
	for i := 0; i < len(n.live); i++ {
		if g := n.live[i]; g.at < past {
			n.held -= len(g.used)
			clear(g.used)
			n.spare = g.used
			n.live[i] = n.live[len(n.live)-1]
			n.live = n.live[:len(n.live)-1]
			i--
		}
	}
}

// until is the set of the generation in which a request expires.
func (n *nonces) until(expires time.Time) set {
	at := expires.UnixNano() / int64(n.width)
	for i := range n.live {
		if n.live[i].at == at {
			return n.live[i].used
		}
	}
	used := n.spare
	if n.spare = nil; used == nil {
		used = set{}
	}
	n.live = append(n.live, generation{at, used})
	return used
}
