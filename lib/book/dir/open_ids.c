#include "book/dir/open_ids.h"

#include "io/lines.h"
#include "text/tsv.h"

/* A line of one leg has the first, one of two the others. */
enum { ONLY, LEFT, RIGHT, LEGS };

static const struct span ids[LEGS] = { SPAN("id="), SPAN("l.id="),
	SPAN("r.id=") };
static const struct span reopened[LEGS] = { SPAN("reopened="),
	SPAN("l.reopened="), SPAN("r.reopened=") };

static bool
take(struct span field, struct span name, struct span *value)
{
	if (!span_begins(field, name))
		return false;
	*value = (struct span){ field.p + name.len, field.len - name.len };
	return true;
}

static void
read_line(struct span line, open_id_fn *fn, void *arg)
{
	struct open_id legs[LEGS] = { 0 };
	struct span field = { 0 };

	while (tsv_next(&line, &field))
		for (int i = 0; i < LEGS; i++)
			if (take(field, ids[i], &legs[i].id) ||
			    take(field, reopened[i], &legs[i].reopened))
				break;
	for (int i = 0; i < LEGS; i++)
		if (legs[i].id.len)
			fn(arg, &legs[i]);
}

int
open_ids_read(const char *path, open_id_fn *fn, void *arg, struct err *e)
{
	enum line_outcome r;
	struct lines in;
	struct span line;

	if (lines_open(&in, path, e))
		return -1;
	while ((r = lines_next(&in, &line, e)) == LINE_OK)
		if (line.len && line.p[0] != '#')
			read_line(line, fn, arg);
	lines_close(&in);
	return r == LINE_END ? 0 : -1;
}
