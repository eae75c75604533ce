#include "flow/send/left_answers.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "text/tsv.h"

static int
by_line(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return span_cmp(*x, *y);
}

static void
add_line(struct left_answers *w, struct span line)
{
	struct span rest = line, id, says;

	if (!tsv_next(&rest, &id) || !tsv_next(&rest, &says) ||
	    !span_eq(says, SPAN("ok")))
		return;
	w->lines = mem_grow(w->lines, &w->cap, w->n + 1, sizeof *w->lines);
	w->lines[w->n++] = line;
}

/* A last line without its end was cut. */
static void
find_lines(struct left_answers *w)
{
	struct span text = buf_span(&w->text);
	const char *end;

	while (text.len && (end = memchr(text.p, '\n', text.len))) {
		size_t n = (size_t)(end - text.p);

		add_line(w, (struct span){ text.p, n });
		text.p += n + 1;
		text.len -= n + 1;
	}
	if (w->n)
		qsort(w->lines, w->n, sizeof *w->lines, by_line);
}

int
left_answers_read(struct left_answers *w, const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t n = 0;

	left_answers_free(w);
	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0 || fstat(fd, &st)) {
		err_sys(e, ST_FAIL, "%s", path);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	while (w->text.len < (size_t)st.st_size) {
		size_t room = (size_t)st.st_size - w->text.len;

		n = read(fd, buf_room(&w->text, room), room);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		w->text.len += (size_t)n;
	}
	if (n < 0)
		err_sys(e, ST_FAIL, "%s", path);
	else
		find_lines(w);
	close(fd);
	return n < 0 ? -1 : 0;
}

bool
left_answers_take(struct left_answers *w, struct span id, struct answer *a)
{
	size_t low = 0, high = w->n;
	struct span rest, of = { 0 };
	struct err e;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		rest = w->lines[mid];
		tsv_next(&rest, &of);
		if (span_cmp(of, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == w->n)
		return false;
	rest = w->lines[low];
	tsv_next(&rest, &of);
	if (!span_eq(of, id) || answer_parse(a, w->lines[low], &of, &e))
		return false;
	memmove(w->lines + low, w->lines + low + 1,
	    (w->n - low - 1) * sizeof *w->lines);
	w->n--;
	return true;
}

void
left_answers_free(struct left_answers *w)
{
	buf_free(&w->text);
	free(w->lines);
	*w = (struct left_answers){ 0 };
}
