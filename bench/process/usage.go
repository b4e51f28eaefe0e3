package process

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of CPU time in /proc: USER_HZ is 100 wherever Go runs on
// Linux.
const tick = 10 * time.Millisecond

// Memory is what a process holds of the machine's, in bytes.
type Memory struct{ Resident, Peak int }

// CPU is the user and system time the server has used so far.
func (s *Server) CPU() (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.PID()))
	if err != nil {
		return 0, err
	}
	return parseStat(string(text))
}

// Memory is the server's resident size, now and at its most.
func (s *Server) Memory() (Memory, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.PID()))
	if err != nil {
		return Memory{}, err
	}
	return parseStatus(string(text))
}

// Own is the CPU time of this process so far.
func Own() (time.Duration, error) {
	text, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0, err
	}
	return parseStat(string(text))
}

// Busy is the CPU time the whole machine has spent on anything so far.
func Busy() (time.Duration, error) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, err
	}
	return parseBusy(string(text))
}

// parseStat reads utime and stime, fields 14 and 15. The second field is the
// program's name in parentheses and may hold spaces and parentheses itself.
func parseStat(text string) (time.Duration, error) {
	fields := strings.Fields(text[strings.LastIndexByte(text, ')')+1:])
	if len(fields) < 13 {
		return 0, fmt.Errorf("/proc/PID/stat has %d fields after the name, not 13", len(fields))
	}
	return ticks(fields[11:13])
}

// parseBusy sums the machine's line but for idle and iowait, its fourth and
// fifth field, and what guests used, which is in user already.
func parseBusy(text string) (time.Duration, error) {
	line, _, _ := strings.Cut(text, "\n")
	fields := strings.Fields(line)
	if len(fields) < 9 || fields[0] != "cpu" {
		return 0, fmt.Errorf("/proc/stat begins with %q", line)
	}
	return ticks(append(fields[1:4:4], fields[6:9]...))
}

func ticks(fields []string) (sum time.Duration, err error) {
	for _, f := range fields {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("a CPU time in /proc: %w", err)
		}
		sum += time.Duration(n) * tick
	}
	return sum, nil
}

func parseStatus(text string) (m Memory, err error) {
	if m.Resident, err = kibibytes(text, "VmRSS:"); err != nil {
		return Memory{}, err
	}
	m.Peak, err = kibibytes(text, "VmHWM:")
	return m, err
}

func kibibytes(text, name string) (int, error) {
	for line := range strings.Lines(text) {
		if value, found := strings.CutPrefix(line, name); found {
			n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
			return n << 10, err
		}
	}
	return 0, fmt.Errorf("/proc/PID/status has no %s", name)
}
