package view

func (r *recorder) SignInElsewhere()  { r.note("sign in elsewhere") }
func (r *recorder) CopyUserCode()     { r.note("copy user code") }
func (r *recorder) CopyVerification() { r.note("copy verification") }
func (r *recorder) OpenVerification() { r.note("open verification") }
