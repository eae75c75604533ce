#include "match/match_options.h"

#include "match/residuals.h"
#include "match/tolerance.h"

int
match_option_tolerance(void *at, const struct option_given *o, struct err *e)
{
	return tolerance_add(at, o->value, e);
}

int
match_option_residual_cap(void *at, const struct option_given *o, struct err *e)
{
	return residual_cap_add(at, o->value, e);
}
