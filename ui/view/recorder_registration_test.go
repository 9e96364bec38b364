package view

func (r *recorder) RegisterClient()         { r.note("register client") }
func (r *recorder) CancelRegistration()     { r.note("cancel registration") }
func (r *recorder) DeleteRegistration()     { r.note("delete registration") }
func (r *recorder) DeleteWithRegistration() { r.note("delete with registration") }
