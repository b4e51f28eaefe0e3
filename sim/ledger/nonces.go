package ledger

import (
	"errors"
	"hash/maphash"
	"sync"
	"sync/atomic"
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
// victim's nonce would be a replay. Time is counted in generations a quarter
// of the window wide, and nonces are kept as hashes in shards, so that a spend
// is one look at one table and memory is flat once the window is full.
type nonces struct {
	seed   maphash.Seed
	width  time.Duration
	cap    int64
	held   atomic.Int64
	shards atomic.Pointer[shards] // nil until the first spend: most accounts are never called

	sweeping sync.Mutex
	swept    int64 // what was stale before this generation is forgotten
}

type shards [64]shard

// shard is the nonces whose hash ends in one number of six bits.
type shard struct {
	mu    sync.Mutex
	spent table
}

func newNonces(window time.Duration, limit int) *nonces {
	if limit == 0 {
		limit = defaultNonceCap
	}
	return &nonces{seed: maphash.MakeSeed(), width: max(window/4, time.Second), cap: int64(limit)}
}

func (n *nonces) spend(nonce []byte, now, expires time.Time) error {
	oldest := n.generation(now) - 1 // one more is kept: a call that read the clock before us may still be verifying
	if n.held.Load() >= n.cap {
		n.sweep(oldest)
	}
	hash := maphash.Bytes(n.seed, nonce)
	all := n.all()
	s := &all[hash%uint64(len(all))]
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.spent.has(hash, oldest) {
		return ErrNonceUsed
	}
	if n.held.Add(1) > n.cap {
		n.held.Add(-1)
		return ErrNoncesFull
	}
	forgotten := s.spent.add(hash, oldest, n.generation(expires))
	n.held.Add(-int64(forgotten))
	return nil
}

// all makes the shards when they are first needed.
func (n *nonces) all() *shards {
	if made := n.shards.Load(); made != nil {
		return made
	}
	n.shards.CompareAndSwap(nil, &shards{})
	return n.shards.Load()
}

// sweep forgets everything stale, before the cap refuses anybody; without need
// a table forgets by itself, when it is rebuilt.
func (n *nonces) sweep(oldest int64) {
	n.sweeping.Lock()
	defer n.sweeping.Unlock()
	if n.swept == oldest || n.swept == oldest+1 { // a call that read the clock just before need not undo it
		return
	}
	n.swept = oldest
	all := n.all()
	for i := range all {
		s := &all[i]
		s.mu.Lock()
		n.held.Add(-int64(s.spent.rebuild(oldest)))
		s.mu.Unlock()
	}
}

func (n *nonces) generation(at time.Time) int64 { return at.UnixNano() / int64(n.width) }
