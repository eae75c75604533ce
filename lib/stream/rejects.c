#include "stream/rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "text/tsv.h"

int
rejects_open(struct rejects *r, const char *path, struct err *e)
{
	*r = (struct rejects){ .wanted = path != NULL, .fd = -1 };
	if (!path)
		return 0;
	if (!output_is_stdout(path))
		return output_open(&r->out, path, e);
	r->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (r->fd < 0)
		return err_sys(e, ST_FAIL, "stdout");
	output_hold(&r->out);
	r->follows = true;
	return 0;
}

bool
rejects_break_stream(
    const char *path, const char *output, bool plain, struct err *e)
{
	if (!path || !output_is_stdout(path) || !output_is_stdout(output) ||
	    plain)
		return false;
	err_set(e, ST_FAIL,
	    "--rejects on standard output goes with --plain or -o: rejects are "
	    "no part of the stream");
	return true;
}

void
rejects_note(struct rejects *r, struct facts *f, const char *path)
{
	if (r->wanted && !r->follows)
		r->fact = facts_output(f, "rejects", path, &r->out);
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
rejects_sync(struct rejects *r, struct err *e)
{
	return r->wanted && !r->follows ? output_sync(&r->out, e) : 0;
}

int
rejects_close(struct rejects *r, struct err *e)
{
	struct total total = { .records = r->count };

	buf_free(&r->line);
	if (!r->wanted || r->follows)
		return 0;
	facts_total(r->fact, &total);
	if (output_close(&r->out, e))
		return -1;
	facts_written(r->fact);
	return 0;
}

int
rejects_follow(struct rejects *r, struct err *e)
{
	struct span text = { r->out.buf, r->out.len };

	if (!r->follows)
		return 0;
	while (text.len) {
		ssize_t n = write(r->fd, text.p, text.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			bool gone = errno == EPIPE; /* without a word */

			err_sys(e, ST_FAIL, "stdout: write");
			e->text[0] = gone ? '\0' : e->text[0];
			break;
		}
		text = (struct span){ text.p + n, text.len - (size_t)n };
	}
	close(r->fd);
	output_abandon(&r->out);
	return text.len ? -1 : 0;
}

void
rejects_abandon(struct rejects *r)
{
	buf_free(&r->line);
	if (r->wanted)
		output_abandon(&r->out);
}
