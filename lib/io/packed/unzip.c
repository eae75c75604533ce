#include "io/packed/unzip.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "io/packed/archive.h"
#include "text/pattern.h"

enum { SHOWN_MAX = 8 }; /* entries named in a message */

static int
fail(const struct input *in, struct err *e, const char *what)
{
	err_set(e, ST_DATA, "%s", what);
	return err_at(e, in->name, 0);
}

/* "what: a, b, c"; only the first few are named. Always -1. */
static int
fail_names(const struct input *in, const struct archive *d, const char *what,
    struct err *e)
{
	struct buf b = { 0 };

	buf_str(&b, what);
	for (size_t i = 0; i < d->n && i < SHOWN_MAX; i++)
		buf_printf(&b, "%s %s", i ? "," : ":",
		    excerpt(span_str(d->names[i])).s);
	if (d->n > SHOWN_MAX)
		buf_str(&b, ", ...");
	buf_byte(&b, '\0');
	fail(in, e, b.p);
	buf_free(&b);
	return -1;
}

/* The number of the only file that matches, in *found. */
static int
match_entry(const struct input *in, const struct archive *d, struct pattern *p,
    size_t *found, struct err *e)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++) {
		int r = pattern_match(p, span_str(d->names[i]), e);

		if (r < 0)
			return err_at(e, in->name, 0);
		if (r) {
			*found = i;
			n++;
		}
	}
	if (n == 0)
		return fail_names(in, d, "no entry matches, of these", e);
	if (n > 1)
		return fail_names(in, d, "several entries match, of these", e);
	return 0;
}

/* Workbooks of kinds that are not text. */
static const char *
is_workbook(const struct archive *a)
{
	size_t type = archive_find(a, "mimetype");

	if (archive_find(a, "[Content_Types].xml") < a->n)
		return "is a spreadsheet: --format xlsx reads it, --explain "
		       "says how";
	if (type < a->n && archive_find(a, "content.xml") < a->n)
		return "is a spreadsheet (OpenDocument): save it as CSV or "
		       ".xlsx";
	return NULL;
}

static int
choose(const struct input *in, const struct archive *a, const char *entry,
    size_t *found, struct err *e)
{
	const char *workbook = is_workbook(a);
	struct pattern p;
	int r;

	if (workbook)
		return fail(in, e, workbook);
	if (a->n == 0)
		return fail(in, e, "is a zip archive without a file");
	if (!entry && a->n > 1)
		return fail_names(in, a,
		    "holds several files, choose one "
		    "with --entry",
		    e);
	*found = 0;
	if (!entry)
		return 0;
	if (pattern_open(&p, span_str(entry), e))
		return -1;
	r = match_entry(in, a, &p, found, e);
	pattern_close(&p);
	return r;
}

int
unzip_cover_of(
    struct input *in, struct archive *a, const char *entry, struct err *e)
{
	size_t found = 0;

	if (choose(in, a, entry, &found, e)) {
		archive_close(a);
		return -1;
	}
	return archive_cover(in, a, found, true, e);
}

int
unzip_cover(struct input *in, const char *entry, struct err *e)
{
	struct archive *a = archive_open(in, e);

	return a ? unzip_cover_of(in, a, entry, e) : -1;
}

/* Marks the entries that match; how many, -1 on an error. */
static int64_t
mark_matches(const struct input *in, const struct archive *a, struct span text,
    bool *chosen, struct err *e)
{
	struct pattern p;
	int64_t n = 0;

	if (pattern_open(&p, text, e))
		return -1;
	for (size_t i = 0; i < a->n && n >= 0; i++) {
		int r = pattern_match(&p, span_str(a->names[i]), e);

		chosen[i] |= r == 1;
		n = r < 0 ? err_at(e, in->name, 0) : n + r;
	}
	pattern_close(&p);
	return n;
}

/* Marks what the pattern chooses: the one, or all that match. */
static int
mark(const struct input *in, const struct archive *a, struct span text,
    bool several, bool *chosen, struct err *e)
{
	int64_t n = mark_matches(in, a, text, chosen, e);
	struct buf b = { 0 };

	if (n < 0 || n == 1 || (n > 1 && several))
		return n < 0 ? -1 : 0;
	buf_printf(&b, "%s %s, of these",
	    n ? "several entries match" : "no entry matches", excerpt(text).s);
	buf_byte(&b, '\0');
	fail_names(in, a, b.p, e);
	buf_free(&b);
	return -1;
}

static int
list(const struct input *in, const struct archive *a,
    const struct names *patterns, const char *all, struct names *found,
    struct err *e)
{
	bool *chosen = mem_zeroed(a->n + 1, sizeof *chosen);
	int r = 0;

	for (size_t i = 0; i < patterns->n && r == 0; i++)
		r = mark(in, a, patterns->list[i], false, chosen, e);
	if (r == 0 && all)
		r = mark(in, a, span_str(all), true, chosen, e);
	for (size_t i = 0; i < a->n && r == 0; i++)
		if (chosen[i])
			names_add(found, span_str(a->names[i]));
	free(chosen);
	return r;
}

int
unzip_list(struct input *in, const struct names *patterns, const char *all,
    struct names *found, struct err *e)
{
	struct archive *a;
	struct span head;
	int r;

	if (input_peek(in, INPUT_PEEK_MAX, &head, e))
		return -1;
	if (!archive_is(head))
		return 0;
	a = archive_open(in, e);
	if (!a)
		return -1;
	r = is_workbook(a) ? 0 : list(in, a, patterns, all, found, e);
	archive_close(a);
	return r;
}
