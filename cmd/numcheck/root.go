package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

const rootHelp = `numcheck asks paid providers whether phone numbers are alive, and writes one row
for each number: answered, refused, or perhaps charged.

It costs money. Credentials come from the environment alone:

  aliyun   ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET,
           ALIBABA_CLOUD_SECURITY_TOKEN with a temporary key, and
           ALIBABA_CLOUD_DYTNS_AUTH_CODE for PhoneNumberStatusForPublic in the
           place of DescribePhoneNumberStatus
  ksyun    KSYUN_ACCESS_KEY, KSYUN_SECRET_KEY
  ywjisu   YWJISU_CODE, YWJISU_PWD, YWJISU_KEY

Numbers are arguments, or the lines of a file or of standard input (-). White
space, hyphens and +86 are taken off; a number of another country keeps its plus.
What is no number is reported with its line and has a row that says refused. A
number that is there twice is asked about once.

The first provider is asked; the next one only about what it could not answer and
surely did not charge. A call that may have been charged is never made again.

With --out a run can be continued by the same command and --resume, whatever
ended it. FILE.asked beside the output holds what is being asked; after a kill -9
or a power cut those numbers are "perhaps" rows and are not asked again.

Exit codes: 0 all answered, 1 some not, 2 usage, 3 the cap is reached, 130
interrupted (what was under way is finished first; a second signal does not wait).`

const rootExample = `  numcheck --provider aliyun 13900000200
  numcheck --provider aliyun,ywjisu --max-cny 5 --price-cny ywjisu=0.02 --in list.csv --column mobile --out result.csv
  numcheck --provider aliyun --in list.csv --out result.csv --resume
  numcheck --provider aliyun,ksyun --agree 2 --format json - < numbers.txt
  numcheck --provider aliyun --base-url aliyun=http://127.0.0.1:18081 13900000404   a simulator, which is free`

// options are the flags as they were given.
type options struct {
	providers      []string
	agree, workers int
	maxCNY         string
	priceCNY       []string
	baseURL        []string
	in, column     string
	out, format    string
	resume         bool
	retryPerhaps   bool
	retryRefused   bool
	payTwice       bool
	realtime       bool
	rate           float64
	numbers        []string // arguments
}

func newRoot(w world) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:           "numcheck --provider NAME[,NAME] [NUMBER... | --in FILE | -]",
		Short:         "Asks providers: is this phone number alive?",
		Long:          rootHelp,
		Example:       rootExample,
		Args:          cobra.ArbitraryArgs,
		Version:       versionText(),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.numbers = args
			return check(cmd.Context(), o, w)
		},
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see numcheck --help", err)}
	})
	flags(cmd, &o)
	return cmd
}

func flags(cmd *cobra.Command, o *options) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringSliceVar(&o.providers, "provider", nil, "who is asked, in order of preference: aliyun, ksyun, ywjisu")
	f.IntVar(&o.agree, "agree", 1, "how many of them are to answer each number; with 2 the output says whether they agree")
	f.StringVar(&o.maxCNY, "max-cny", "", "the most to spend, in yuan, with what a run that is continued has spent (default: no limit)")
	f.StringArrayVar(&o.priceCNY, "price-cny", nil, "provider=yuan for one number; repeatable (known: aliyun=0.10, as documented, without AuthCode)")
	f.StringVar(&o.in, "in", "", "a file of numbers, one a line, or CSV")
	f.StringVar(&o.column, "column", "", "the column of the numbers in CSV: its name in the first line, or 1, 2, ... (default: the first)")
	f.StringVarP(&o.out, "out", "o", "", "the file to write (default: standard output)")
	f.StringVar(&o.format, "format", "", "table, csv or json, which is a line for each number (default: by the name of --out, else table)")
	f.BoolVar(&o.resume, "resume", false, "continue the run that wrote --out")
	f.BoolVar(&o.retryPerhaps, "retry-perhaps", false, "with --resume: ask again about what was perhaps charged, and perhaps pay twice")
	f.BoolVar(&o.retryRefused, "retry-refused", false, "with --resume: ask again about what was refused, but for bad numbers")
	f.BoolVar(&o.payTwice, "pay-twice", false, "ask the next provider also where the one before may have charged")
	f.BoolVar(&o.realtime, "realtime", false, "ksyun answers in real time, with a call for each number, instead of in batches from its records")
	f.StringArrayVar(&o.baseURL, "base-url", nil, "provider=URL to ask instead of the real service; repeatable")
	f.IntVar(&o.workers, "workers", 4, "calls under way at once")
	f.Float64Var(&o.rate, "rate", 0, "calls a second at each provider, at most (default: no limit)")
}

// version is set by -ldflags where no build information exists, as in images.
var version = ""

func versionText() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "(devel)"
	}
	return info.Main.Version
}
