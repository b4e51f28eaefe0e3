package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/numsim/numsim"
)

// leftOpen is what the ledger of a run that was killed says of a number.
type leftOpen struct {
	providers []string
	at        int64 // a row before this is of an earlier run
	before    earlier
}

// readLedger reads a ledger back. Its last line may be torn; then the disk never
// held it, and nobody was asked.
func readLedger(path string) (map[numsim.Number]*leftOpen, error) {
	open := map[numsim.Number]*leftOpen{}
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return open, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	for lines := bufio.NewReader(file); ; {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			return open, nil
		}
		if err != nil {
			return nil, err
		}
		parts := strings.Fields(line)
		if len(parts) != 3 {
			return nil, fmt.Errorf("%s has a line that is not numcheck's: what was being asked is not known; look at the provider's bill, and remove the file to go on", path)
		}
		at, err := strconv.ParseInt(parts[2], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s has a line that is not numcheck's: %w", path, err)
		}
		n := numsim.Number(parts[1])
		if open[n] == nil {
			open[n] = &leftOpen{}
		}
		open[n].providers = append(open[n].providers, parts[0])
		open[n].at = max(open[n].at, at)
	}
}

func (l *leftOpen) row(n numsim.Number, prices map[string]numsim.Money) row {
	providers := slices.Compact(slices.Sorted(slices.Values(l.providers)))
	r := row{
		Number: string(n), Outcome: perhaps, Provider: providers[len(providers)-1], Charged: "perhaps", Reason: reasonKilled,
		Note: "the run was killed while " + strings.Join(providers, " and ") + " was asked: look at the bill, or ask again with --retry-perhaps",
	}
	sum := l.before.costs
	for _, name := range providers {
		price, known := prices[name]
		sum = sum.plus(costs{perhaps: price, unknown: !known})
	}
	r.setCosts(sum)
	return r
}
