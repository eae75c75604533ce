#include "stream/rejects.h"

#include <inttypes.h>

#include "text/tsv.h"

int
rejects_open(struct rejects *r, const char *path, struct err *e)
{
	*r = (struct rejects){ .wanted = path != NULL };
	return path ? output_open(&r->out, path, e) : 0;
}

void
rejects_add(struct rejects *r, const char *name, uint64_t line,
    const char *reason, struct span row)
{
	struct buf *b = &r->line;

	buf_clear(b);
	tsv_escape(b, span_str(name));
	buf_printf(b, ":%" PRIu64 "\t", line);
	tsv_escape(b, span_str(reason));
	buf_byte(b, '\t');
	tsv_escape(b, row);
	buf_byte(b, '\n');
	output_write(&r->out, buf_span(b));
	r->count++;
}

int
rejects_close(struct rejects *r, struct err *e)
{
	buf_free(&r->line);
	return r->wanted ? output_close(&r->out, e) : 0;
}

void
rejects_abandon(struct rejects *r)
{
	buf_free(&r->line);
	if (r->wanted)
		output_abandon(&r->out);
}
