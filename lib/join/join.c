#include "join/join.h"

void
join_free(struct join *j)
{
	residuals_free(&j->residuals);
}

void
join_rules_free(struct join_rules *r)
{
	tolerances_free(&r->match.tolerances);
	residual_caps_free(&r->caps);
	compared_fields_free(&r->compared);
}
