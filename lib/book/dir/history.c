#include "book/dir/history.h"

#include <stdlib.h>

#include "text/tsv.h"

/* The day that one was rolled from, or NULL. */
static const struct manifest_day *
before(const struct state_dir *s, const struct manifest_day *m)
{
	return m->from_generation
	    ? manifest_find(&s->manifest, m->from, m->from_generation)
	    : NULL;
}

static void
tell_replies(const struct day_entry *en, history_reply_fn *fn, void *arg)
{
	struct span rest = en->replies, reply = { 0 };

	while (rest.len) {
		const char *lf = memchr(rest.p, '\n', rest.len);
		struct span line = { rest.p, (size_t)(lf - rest.p) };

		rest.p += line.len + 1;
		rest.len -= line.len + 1;
		if (tsv_next(&line, &reply))
			fn(arg, reply);
	}
}

int
history_replies(const struct state_dir *s, const struct manifest_day *m,
    history_reply_fn *fn, void *arg, struct err *e)
{
	for (; m; m = before(s, m)) {
		struct day_entry en;

		if (state_dir_entry(s, m, &en, e))
			return -1;
		tell_replies(&en, fn, arg);
		day_entry_free(&en);
	}
	return 0;
}

int
history_open(const struct state_dir *s, const struct manifest_day *m,
    const struct history_open_fn *fn, void *arg, struct err *e)
{
	for (; m; m = before(s, m)) {
		struct day_entry en;
		bool enough = false;
		char *path;
		int r;

		if (!m->has_open)
			continue;
		if (state_dir_entry(s, m, &en, e))
			return -1;
		path = state_dir_path(s, en.open.name);
		r = open_ids_read(path, fn->see, arg, e);
		enough = r == 0 && fn->is_enough(arg);
		free(path);
		day_entry_free(&en);
		if (r || enough)
			return r;
	}
	return 0;
}
