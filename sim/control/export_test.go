package control

// Route is a route for the tests that walk them all.
type Route struct {
	Name, Path string
	Methods    []string
}

// Routes is every route of a handler with these options.
func Routes(o Options) (list []Route) {
	for _, r := range routes(o) {
		list = append(list, Route{r.name, r.path, r.methods.names()})
	}
	return list
}
