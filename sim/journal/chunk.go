package journal

// chunkBytes is small, so that a ring costs what it holds and never copies
// itself to grow.
const chunkBytes = 64 << 10

// chunk holds records one behind the other. One that is larger than a chunk
// has a chunk of its own.
type chunk struct {
	first   uint64 // sequence number of its first record, dropped or not
	records []byte
	ends    []uint32 // where each record ends
	dropped int      // how many of its records the ring has forgotten
}

// append adds the record of e, for which there is room, and returns its size.
func (c *chunk) append(e *Entry) int {
	before := len(c.records)
	c.records = appendRecord(c.records, e)
	c.ends = append(c.ends, uint32(len(c.records)))
	return len(c.records) - before
}

func (c *chunk) record(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = c.ends[i-1]
	}
	return c.records[from:c.ends[i]]
}
