package serve

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/control"
)

const (
	// loadedAtOnce bounds how many documents are read at the same time.
	loadedAtOnce = 2
	// maxUpload is the size of a document with its files.
	maxUpload = 512 << 10
	maxFiles  = 64
	// document is what an uploaded document is called in findings.
	document = "scenario.yaml"
)

// upload reads a scenario that was sent, or names one of the library. It may
// be none of both: then the draft is nil.
func (s *Simulator) upload(o control.LoadScenario) (*scenarios.Draft, []control.Finding, error) {
	return s.uploadAs(document, o)
}

// uploadAs is upload of a document of that name.
func (s *Simulator) uploadAs(name string, o control.LoadScenario) (*scenarios.Draft, []control.Finding, error) {
	s.loading <- struct{}{}
	defer func() { <-s.loading }()
	d, found, err := s.drafted(name, o)
	if err != nil {
		return nil, nil, err
	}
	if o.Seed != nil {
		if d == nil {
			d = &scenarios.Draft{}
		}
		d.Seed, d.HasSeed = *o.Seed, true
	}
	return d, found, nil
}

func (s *Simulator) drafted(document string, o control.LoadScenario) (*scenarios.Draft, []control.Finding, error) {
	switch {
	case o.Scenario != "" && o.ScenarioName != "":
		return nil, nil, refused(http.StatusBadRequest, "scenario and scenario_name are two scenarios", "body", "send one of them")
	case o.ScenarioName != "":
		if names := scenarios.Names(); !slices.Contains(names, o.ScenarioName) {
			return nil, nil, refused(http.StatusUnprocessableEntity, "the library has no such scenario", `field "scenario_name"`,
				fmt.Sprintf("did you mean %q? simulator scenarios list has all", sim.Nearest(o.ScenarioName, names)))
		}
		d, found := scenarios.Load(scenarios.Library(), o.ScenarioName+".yaml", vendorsOf(s.providers))
		return usable(d, found)
	case o.Scenario == "" && len(o.Files) > 0:
		return nil, nil, refused(http.StatusBadRequest, "there are files and no document that names them", "body", "send the document as scenario")
	case o.Scenario == "":
		return nil, nil, nil
	}
	files, err := folder(document, o)
	if err != nil {
		return nil, nil, err
	}
	d, found := scenarios.Load(files, document, vendorsOf(s.providers))
	for _, name := range d.Files {
		if text, sent := files[name]; sent && !slices.ContainsFunc(d.Documents, func(one scenarios.Document) bool { return one.Name == name }) {
			d.Documents = append(d.Documents, scenarios.Document{Name: name, Text: text})
		}
	}
	return usable(d, found)
}

// folder is the document and its files, which come with it: no name reaches a
// file of this machine.
func folder(document string, o control.LoadScenario) (texts, error) {
	files, size := texts{document: o.Scenario}, len(o.Scenario)
	for name, text := range o.Files {
		files[name] = text
		size += len(text)
	}
	switch {
	case o.Files[document] != "":
		return nil, refused(http.StatusBadRequest, document+" is what the document itself is called", `field "files"`, "give the file another name")
	case size > maxUpload:
		return nil, refused(http.StatusRequestEntityTooLarge, "the document and its files are larger than 512 KiB", `field "scenario"`, "send less; --scenario reads larger ones from files")
	case len(o.Files) > maxFiles:
		return nil, refused(http.StatusRequestEntityTooLarge, fmt.Sprintf("there are more than %d files", maxFiles), `field "files"`, "send fewer")
	}
	return files, nil
}

// usable refuses a draft with mistakes, and says where they are.
func usable(d *scenarios.Draft, found scenarios.Findings) (*scenarios.Draft, []control.Finding, error) {
	if err := misread("the scenario", found); err != nil {
		return nil, nil, err
	}
	return d, findings(found), nil
}

func misread(what string, found scenarios.Findings) error {
	n := len(found.Errors())
	if n == 0 {
		return nil
	}
	return &control.Error{
		Status: http.StatusUnprocessableEntity, What: fmt.Sprintf("%s has %s; nothing of it is used", what, mistakes(n)), Where: "body",
		Do: "mend what findings say, and send it again", Findings: findings(found),
	}
}

func mistakes(n int) string {
	if n == 1 {
		return "a mistake"
	}
	return strconv.Itoa(n) + " mistakes"
}

func findings(found scenarios.Findings) (list []control.Finding) {
	for _, f := range found {
		list = append(list, control.Finding(f))
	}
	return list
}

func refused(status int, what, where, do string) *control.Error {
	return &control.Error{Status: status, What: what, Where: where, Do: do}
}

// unsettled is an error about what was asked to be set.
func unsettled(err error) error {
	var own *control.Error
	var setting *SettingError
	switch {
	case err == nil || errors.As(err, &own):
		return err
	case errors.As(err, &setting):
		return refused(http.StatusUnprocessableEntity, setting.Text+": "+setting.Err.Error(), `field "set"`, "simulator accounts --fields lists what can be set, and to what")
	}
	return refused(http.StatusUnprocessableEntity, err.Error(), "body", "simulator accounts --fields lists what can be set, and to what")
}
