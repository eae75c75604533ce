#include "book/dir/history.h"

#include <stdlib.h>

#include "io/lines.h"
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

/* Is it the value of a field id=, l.id= or r.id= of an open line? */
static bool
has_id(struct span line, struct span id)
{
	static const struct span names[] = { SPAN("id="), SPAN("l.id="),
		SPAN("r.id=") };
	struct span field = { 0 };

	while (tsv_next(&line, &field))
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (field.len == names[i].len + id.len &&
			    span_begins(field, names[i]) &&
			    !memcmp(field.p + names[i].len, id.p, id.len))
				return true;
	return false;
}

static int
search(const char *path, struct span id, bool *found, struct err *e)
{
	enum line_outcome r = LINE_END;
	struct lines in;
	struct span line;

	if (lines_open(&in, path, e))
		return -1;
	while (!*found && (r = lines_next(&in, &line, e)) == LINE_OK)
		*found = has_id(line, id);
	lines_close(&in);
	return *found || r == LINE_END ? 0 : -1;
}

int
history_was_open(const struct state_dir *s, const struct manifest_day *m,
    struct span id, bool *was, struct err *e)
{
	*was = false;
	for (; m && !*was; m = before(s, m)) {
		struct day_entry en;
		char *path;
		int r;

		if (!m->has_open)
			continue;
		if (state_dir_entry(s, m, &en, e))
			return -1;
		path = state_dir_path(s, en.open.name);
		r = search(path, id, was, e);
		free(path);
		day_entry_free(&en);
		if (r)
			return -1;
	}
	return 0;
}
