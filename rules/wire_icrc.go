package rules

import "rpcrdma-lint/decode"

// A frame with a wrong ICRC never reached the queue pair.
var wireICRC = &Rule{
	ID:       "wire/icrc",
	Title:    "ICRC does not match",
	Severity: Note,
	Unit:     PerDirection,
	Direction: func(c *Conn, side decode.Side) Outcome {
		_, checked, artefact := c.BadICRC(side)
		bad := c.quality.badICRC(c.Conn, side)
		switch {
		case c.Packets[side] == 0:
			return NotApplicable
		case checked == 0:
			return Undecided(NotWhole)
		case bad == 0:
			return Held
		}
		first := c.FirstBadICRC(side)
		if first < c.FirstFrame {
			first = max(c.quality.icrc[side].frame, c.FirstFrame)
		}
		o := Violated(Capture, "%s from the %s's host with a wrong ICRC, of %d checked: damaged on the way and not received",
			plural(bad, "frame"), side, checked)
		if artefact {
			o = Violated(Capture, "no ICRC of the %s from the %s's host matches: the capture, not the wire, changed the frames", plural(checked, "frame"), side)
		}
		return o.At(first, c.quality.icrc[side].timeOf(c), "wrong ICRC").Counting(bad)
	},
	Doc: Doc{
		Why: "Damaged frames are dropped by the receiver and sent again; they slow a connection down and hint at a bad link. " +
			"Where all frames of a direction fail, the capture changed or blanked fields that the ICRC covers.",
		How: "The invariant CRC of a frame is not that of its bytes. Frames are counted by the host that sent them, for as long as the connection lives. " +
			"Artefacts are judged like good frames, damaged ones not at all.",
		Silent: "Frames cut by the snapshot length cannot be checked.",
		Bad:    "est; exchange; badicrc C>CALL 5; C>again 5; S>REPLY 5; exchange",
		Good:   "est; exchange 2",
	},
}
