#include "join/lines/join.h"

int
join_rules_pass(struct span *to, const char *name, struct err *e)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	size_t len = strlen(name);

	if (len == 0 || strspn(name, letters) != len || len > JOIN_PASS_MAX)
		return err_set(e, ST_FAIL,
		    "\"%s\" is no name of letters, digits, \".\", \"_\" and "
		    "\"-\", %d at most",
		    name, JOIN_PASS_MAX);
	*to = (struct span){ name, len };
	return 0;
}

void
join_note_unsearched(struct join *j, size_t n, struct span key)
{
	if (n && j->unsearched == 0)
		j->first_unsearched = excerpt(key);
	j->unsearched += n;
}

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
