#include "flow/view/show_tail.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/place/flow_place.h"

bool
show_attempt_dir(struct buf *b, const struct show *s, const struct show_view *v,
    size_t node, const char **host)
{
	const struct show_worker *w = show_worker_of(v, node);
	const char *dir = w ? w->dir : s->dir;

	*host = w ? w->host : "";
	if (dir)
		buf_printf(b, "%s/", dir);
	buf_printf(b, "runs/%" PRId64 "/%s/%" PRIu32, v->run.id,
	    v->plan.flow.nodes[node].name, v->attempts[node].number);
	return w ? flow_place_is_here(w->dir, w->machine) : s->dir != NULL;
}

static int
open_in(const char *dir, const char *name)
{
	struct buf path = { 0 };
	int fd;

	buf_printf(&path, "%s/%s%c", dir, name, '\0');
	fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
	buf_free(&path);
	return fd;
}

/* The last bytes of a regular file, at most most; *cut: not all of it. */
static void
read_end(int fd, size_t most, struct buf *b, bool *cut)
{
	struct stat st;
	off_t from;
	ssize_t n;

	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		return;
	from = st.st_size > (off_t)most ? st.st_size - (off_t)most : 0;
	*cut = from > 0;
	while (b->len < most &&
	    (n = pread(fd, buf_room(b, most - b->len), most - b->len,
		 from + (off_t)b->len)) > 0)
		b->len += (size_t)n;
}

/* Where the last so many lines begin; a file that was cut begins with a whole
 * one. */
static size_t
begin_of(struct span s, size_t lines, bool cut)
{
	size_t at = s.len;

	if (at && s.p[at - 1] == '\n')
		at--;
	while (at > 0) {
		if (s.p[at - 1] == '\n' && --lines == 0)
			return at;
		at--;
	}
	if (cut)
		while (at < s.len && s.p[at++] != '\n')
			;
	return at < s.len ? at : 0; /* one line, longer than that */
}

bool
show_tail(struct buf *b, struct show_tail *t)
{
	struct buf end = { 0 };
	int fd = open_in(t->dir, t->name);
	size_t at;
	bool some;

	t->cut = false;
	if (fd < 0)
		return false;
	read_end(fd, t->bytes, &end, &t->cut);
	close(fd);
	at = begin_of(buf_span(&end), t->lines, t->cut);
	t->cut = t->cut || at > 0;
	some = end.len > 0;
	if (some)
		buf_add(b, (struct span){ end.p + at, end.len - at });
	buf_free(&end);
	return some;
}
