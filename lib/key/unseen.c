#include "key/unseen.h"

void
unseen_look(struct unseen *u, const struct column *c, struct span part)
{
	if (u->now)
		return;
	buf_clear(&u->what);
	buf_clear(&u->look);
	u->now = key_fold_hides(part, &u->what, &u->look);
	if (u->now && u->keys == 0)
		err_set(&u->first, ST_OK, "%s: %.*s \"%s\"",
		    excerpt(span_str(c->name)).s, (int)u->what.len, u->what.p,
		    excerpt(buf_span(&u->look)).s);
}

void
unseen_count(struct unseen *u, const struct stream_in *s)
{
	if (u->keys++ == 0)
		stream_err(s, &u->first);
	u->now = false;
}

void
unseen_free(struct unseen *u)
{
	buf_free(&u->what);
	buf_free(&u->look);
}
