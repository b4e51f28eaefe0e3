package conformance

func ywjisuAnswers() []Case    { return nil }
func ywjisuWords() []Case      { return nil }
func ywjisuReadings() []Case   { return nil }
func ywjisuTokens() []Case     { return nil }
func ywjisuParameters() []Case { return nil }
func ywjisuAccounts() []Case   { return nil }
func ywjisuClient() []Case     { return nil }
func ywjisuFaults() []Case     { return nil }
