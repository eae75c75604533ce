#include "key/unseen.h"

void
unseen_look(struct unseen *u, const struct column *c, struct span part)
{
	if (u->keys.now)
		return;
	buf_clear(&u->what);
	buf_clear(&u->look);
	if (key_fold_hides(part, &u->what, &u->look) && noted_wants(&u->keys))
		err_set(&u->keys.first, ST_OK, "%s: %.*s \"%s\"",
		    excerpt(span_str(c->name)).s, (int)u->what.len, u->what.p,
		    excerpt(buf_span(&u->look)).s);
}

void
unseen_free(struct unseen *u)
{
	buf_free(&u->what);
	buf_free(&u->look);
}
