// Command vulnerable calls two functions with published vulnerabilities. It is
// never run: ci/vulncheck.sh looks at it to see that the check can fail.
package main

import "golang.org/x/text/language"

func main() {
	_, _ = language.Parse("zh")
	_, _, _ = language.ParseAcceptLanguage("zh")
}
