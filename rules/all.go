package rules

// All is the catalogue: every rule, in the order of the standard's areas.
var All = []*Rule{
	creditFirstCall,
	creditExceeded,
	creditAboveRequest,
	creditZeroGrant,
	creditZeroGrantError,
	creditZeroRequest,
	creditShrunk,
	creditGrantDecay,
	creditReverseFirstCall,
	creditReverseExceeded,
	creditReverseZeroGrant,
	creditEcho,
	creditGrantHuge,
	recvRNRServer,
	recvRNRClient,
	recvRNROverrun,
	recvRNRUnsolicited,
	recvRNRUnattributed,
	recvAckCreditsLow,
	recvTooSmall,
}
