#include "report/results.h"

#include "stream/each_result.h"

static int
add(void *results, const struct result *line, struct err *e)
{
	struct results *r = results;

	if (day_add(&r->day, line, e))
		return -1;
	if (r->sheets)
		day_sheets_add(r->sheets, line);
	return 0;
}

int
results_read(struct results *r, struct stream_in *in, struct err *e)
{
	int got = each_result(in, NULL, add, r, e);

	day_sort(&r->day);
	r->checked = !stream_is_plain(in);
	r->read = in->fact;
	r->lines = in->read.records;
	stream_close(in);
	return got;
}

/* Puts a file that was written down in the facts. */
static int
note_file(struct facts *facts, const char *path, struct err *e)
{
	struct facts_file *f = facts_output_by_name(facts, "sheets", path);
	struct input in;
	int r;

	if (input_open(&in, path, e))
		return -1;
	r = digest_file(&in, &f->digest, e);
	input_close(&in);
	return r;
}

int
results_read_into_sheets(struct results *r, struct stream_in *in,
    struct results_sheets *s, struct facts *facts, struct err *e)
{
	struct day_sheets sheets;
	int got = day_sheets_begin(&sheets, s->path, s->date, s->lang, e);

	if (got) {
		stream_close(in);
		return -1;
	}
	r->sheets = &sheets;
	got = results_read(r, in, e);
	r->sheets = NULL;
	if (got) {
		day_sheets_abandon(&sheets);
		return -1;
	}
	return day_sheets_end(&sheets, &r->day, &s->n, &s->cut, e) ||
		note_file(facts, s->path, e)
	    ? -1
	    : 0;
}

void
results_free(struct results *r)
{
	day_free(&r->day);
}
