// What the views ask for to sign in on another device.

package view

// DeviceActions start and help with a sign-in that is confirmed on another device.
type DeviceActions interface {
	SignInElsewhere()
	CopyUserCode()
	CopyVerification() // the address where the code is typed
	OpenVerification() // in this computer's browser
}
