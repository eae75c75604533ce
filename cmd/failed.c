#include "failed.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "io/output.h"
#include "stream/failure.h"

static const struct program *program;
static bool is_kept_off;

void
failed_begin(const struct program *p)
{
	program = p;
}

void
failed_keep_off(void)
{
	is_kept_off = true;
}

/* Does a stream with control lines go to standard output? */
static bool
is_stream(void)
{
	const struct program *p = program;

	return p && !is_kept_off && !p->plain &&
	    (!p->output || output_is_stdout(p->output)) &&
	    (!p->is_stream || p->is_stream(p->settings));
}

static bool
write_all(struct span s)
{
	while (s.len) {
		ssize_t n = write(STDOUT_FILENO, s.p, s.len);

		if (n < 0)
			return false;
		s = (struct span){ s.p + n, s.len - (size_t)n };
	}
	return true;
}

/* A stream that says nothing of itself would pass for one without control
 * lines where #failed is not known. */
static void
announce(struct buf *b)
{
	struct output_so_far so_far = output_so_far();

	if (so_far.bytes == 0)
		buf_printf(b, "#recon %s %d\n", stream_kind_name(program->kind),
		    stream_version());
	else if (so_far.last != '\n')
		buf_byte(b, '\n');
}

bool
failed_tell(enum status status, const char *text)
{
	const struct failure *first = failure_met();
	struct buf b = { 0 };
	struct stat st;
	bool told;

	if (status == ST_OK || status == ST_DIFFER || !is_stream() ||
	    isatty(STDOUT_FILENO))
		return false;
	signal(SIGPIPE, SIG_IGN);
	announce(&b);
	if (first)
		failure_format(&b, status, first->program, first->reason);
	else
		failure_format(&b, status, program->name, text);
	told = write_all(buf_span(&b));
	buf_free(&b);
	return first && told && fstat(STDOUT_FILENO, &st) == 0 &&
	    S_ISFIFO(st.st_mode);
}
