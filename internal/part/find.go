package part

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Find returns paths with the parts that are in a directory instead of it. What
// else is there, as what killed tasks left, is passed over.
func Find(paths []string) ([]string, error) {
	var all []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			all = append(all, path) // whoever opens it says what is wrong
			continue
		}
		in, err := partsIn(path)
		if err != nil {
			return nil, err
		}
		if len(in) == 0 {
			return nil, fmt.Errorf("%s: there are no parts in it", path)
		}
		all = append(all, in...)
	}
	return all, nil
}

func partsIn(dir string) ([]string, error) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, name := range names {
		if _, _, ok := ParseName(name); ok {
			all = append(all, filepath.Join(dir, name))
		}
	}
	slices.Sort(all)
	return all, nil
}
