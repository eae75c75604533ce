/*
 * transport-file: adds each event to a file as a line, and answers when the
 * disk has it.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "option/option_value.h"
#include "transport.h"
#include "transport/line_file.h"
#include "transport/serve.h"

struct settings {
	struct target_common common;
	const char *path;
};

static const struct option_row keys[] = {
	{ "path", .set = option_value_text,
	    .at = offsetof(struct settings, path) },
	{ 0 },
};

static int
deliver(void *self, const struct event *ev, struct answer *a, struct err *e)
{
	(void)e;
	line_file_add(self, buf_span(&ev->line));
	answer_ok(a);
	return 0;
}

static int
settle(void *self, struct err *e)
{
	return line_file_sync(self, e);
}

int
main(int argc, char **argv)
{
	struct settings s = { 0 };
	struct line_file file;
	const struct server server = { SERVE_WINDOW_MAX, &file, deliver,
		settle };
	struct buf path = { 0 };
	struct target t;
	struct err e;
	int r = -1;

	transport_begin(&t, "transport-file", argc, argv, keys, &s.common);
	if (!s.path)
		target_fail(&t, &e, "has no path");
	else {
		target_path(&t, s.path, &path);
		r = line_file_open(&file, path.p, &e);
	}
	if (r == 0) {
		r = serve(&server, &e);
		line_file_close(&file);
	}
	buf_free(&path);
	return transport_end(&t, r, &e);
}
