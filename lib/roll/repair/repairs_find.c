/* Finding the items that repairs name. */
#include "roll/repair/repairs.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "io/lines.h"
#include "roll/legs/leg_field.h"
#include "text/tsv.h"

static int
by_id(const void *x, const void *y)
{
	const struct repair *a = x, *b = y;
	int c = memcmp(a->id, b->id, LEG_ID);

	/* those of one id in an order that the message can rely on */
	if (c == 0)
		c = (int)a->amends - (int)b->amends;
	if (c == 0)
		c = strcmp(a->file, b->file);
	return c ? c : (a->line > b->line) - (a->line < b->line);
}

static void
add(struct repairs *r, const struct repair *is)
{
	r->of = mem_grow(r->of, &r->cap, r->n + 1, sizeof *r->of);
	r->of[r->n++] = *is;
}

static void
list_all(struct repairs *r)
{
	for (size_t i = 0; i < r->adjustments.n; i++) {
		const struct adjustment *a = &r->adjustments.of[i];
		struct repair is = {
			.file = a->file, .line = a->line, .at = i
		};

		memcpy(is.id, a->id, LEG_ID);
		add(r, &is);
	}
	for (size_t i = 0; i < r->amendments.n; i++) {
		const struct amendment *a = &r->amendments.of[i];
		struct repair is = {
			.file = a->file, .line = a->at, .at = i, .amends = true
		};

		if (a->use != AMENDMENT_ROLLED || !a->replaces.len)
			continue;
		memcpy(is.id, a->replaces.p, LEG_ID);
		add(r, &is);
	}
	if (r->n)
		qsort(r->of, r->n, sizeof *r->of, by_id);
}

static int
twice(const struct repair *a, const struct repair *b, struct err *e)
{
	err_set(e, ST_DATA, "item %.*s is named again, first at %s:%llu",
	    LEG_ID, b->id, a->file, (unsigned long long)a->line);
	return err_at(e, b->file, b->line);
}

static int
check_twice(const struct repairs *r, struct err *e)
{
	for (size_t i = 1; i < r->n; i++)
		if (!memcmp(r->of[i - 1].id, r->of[i].id, LEG_ID))
			return twice(&r->of[i - 1], &r->of[i], e);
	return 0;
}

static int
by_id_alone(const void *id, const void *item)
{
	return memcmp(id, ((const struct repair *)item)->id, LEG_ID);
}

struct repair *
repairs_item(const struct repairs *r, struct span id)
{
	if (id.len != LEG_ID || !r->n)
		return NULL;
	return bsearch(id.p, r->of, r->n, sizeof *r->of, by_id_alone);
}

static void
add_key(struct repairs *r, struct span key)
{
	r->keys =
	    mem_grow(r->keys, &r->cap_keys, r->n_keys + 1, sizeof *r->keys);
	r->keys[r->n_keys++] = arena_copy(&r->arena, key);
}

/* An open line: are its legs named? */
static int
look_at(struct repairs *r, struct span line, struct err *e)
{
	struct span rest = line, key = { 0 }, class = { 0 }, field, value;
	struct repair *last = NULL;

	tsv_next(&rest, &key);
	tsv_next(&rest, &class);
	while (tsv_next(&rest, &field)) {
		enum leg_field f = leg_field_of(field, &value);
		struct repair *is =
		    f == LEG_ID_OF || f == LEG_L_ID || f == LEG_R_ID
		    ? repairs_item(r, value)
		    : NULL;

		if (!is)
			continue;
		is->found = true;
		add_key(r, key);
		/* the legs of such an item close together */
		if (last && span_eq(class, SPAN("field")) &&
		    !(last->amends && is->amends))
			return by_id(last, is) < 0 ? twice(last, is, e)
						   : twice(is, last, e);
		last = is;
	}
	return 0;
}

static int
read_open(struct repairs *r, const char *path, struct err *e)
{
	enum line_outcome outcome;
	struct lines in;
	struct span line;
	struct stat st;
	bool is_stdin = !strcmp(path, "-");

	if (is_stdin || (stat(path, &st) == 0 && !S_ISREG(st.st_mode)))
		return err_set(e, ST_FAIL,
		    "%s: is read twice to find the items to be closed by "
		    "hand, and has to be a regular file",
		    is_stdin ? "stdin" : path);
	if (lines_open(&in, path, e))
		return -1;
	while ((outcome = lines_next(&in, &line, e)) == LINE_OK)
		if (line.len && line.p[0] != '#' && look_at(r, line, e)) {
			outcome = LINE_ERROR;
			break;
		}
	lines_close(&in);
	return outcome == LINE_END ? 0 : -1;
}

void
repairs_was_open(struct repairs *r, struct span id)
{
	struct repair *is = repairs_item(r, id);

	if (!is || is->found || is->was_open)
		return;
	is->was_open = true;
	r->n_missing--;
}

bool
repairs_all_known(const struct repairs *r)
{
	return r->n_missing == 0;
}

/* One that is not open: of an answer that came too late, or a mistake. */
static int
judge_missing(struct repairs *r, const struct repair *is, struct err *e)
{
	bool was = is->was_open;

	if (was && is->amends && r->amendments.of[is->at].reply.len) {
		r->amendments.of[is->at].use = AMENDMENT_LATE;
		r->n_late++;
		return 0;
	}
	err_set(e, ST_DATA,
	    was ? "item %.*s is closed already" : "there is no open item %.*s",
	    LEG_ID, is->id);
	return err_at(e, is->file, is->line);
}

static int
by_key(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

static void
arrange_keys(struct repairs *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->amendments.n; i++)
		if (r->amendments.of[i].use == AMENDMENT_ROLLED)
			add_key(r, amendment_key(&r->amendments.of[i]));
	if (r->n_keys)
		qsort(r->keys, r->n_keys, sizeof *r->keys, by_key);
	for (size_t i = 0; i < r->n_keys; i++)
		if (n == 0 || !span_eq(r->keys[n - 1], r->keys[i]))
			r->keys[n++] = r->keys[i];
	r->n_keys = n;
}

int
repairs_find(struct repairs *r, const char *open, int32_t day,
    repairs_past_fn *past, void *arg, struct err *e)
{
	list_all(r);
	if (check_twice(r, e) || (r->n && open && read_open(r, open, e)))
		return -1;
	for (size_t i = 0; i < r->n; i++)
		r->n_missing += !r->of[i].found;
	if (r->n_missing && past && past(arg, r, e))
		return -1;
	for (size_t i = 0; i < r->n; i++)
		if (!r->of[i].found && judge_missing(r, &r->of[i], e))
			return -1;
	arrange_keys(r);
	amendments_name(&r->amendments, day);
	return 0;
}
