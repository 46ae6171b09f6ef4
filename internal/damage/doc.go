// Package damage makes imperfect captures of whole ones: frames missing, cut,
// changed, repeated, out of order, or mixed with those of other hosts.
//
// What a damage does depends on nothing but the capture, its text and a seed,
// so that whatever was found with it can be found again:
//
//	d, err := damage.Parse("lose=10%+cut=128")
//	frames := d.Do(capture, 7)
package damage
