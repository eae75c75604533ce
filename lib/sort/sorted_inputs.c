#include "sort/sorted_inputs.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sort/memory/line_ref.h"
#include "stream/order.h"

/* Lines went out already as if nobody would say what they are. */
static int
too_late(const struct sorted_input *f, struct err *e)
{
	err_set(e, ST_DATA,
	    "a #recon line behind other lines; sort it "
	    "without --merge");
	return stream_err(&f->in, e);
}

/* The next lines of an input: 1, or 0 at its end, when it is closed. */
static int
fill(struct sorted_input *f, struct err *e)
{
	bool told = f->all->told;
	int r = stream_lines(&f->in, &f->batch, e);

	f->next = f->batch.lines.p;
	f->i = 0;
	if (r < 0 || inputs_know(f->all, &f->in, e))
		return -1;
	if (f->all->told && !told && f->before.p &&
	    !stream_is_comment(f->before))
		return too_late(f, e);
	if (r == 0) {
		if (inputs_close(f->all, &f->in, e))
			return -1;
		f->open = false;
	}
	return r;
}

/* Lines up to one that is not in order, which is an error if it is the
 * first. */
static int
next_of_feed(void *source, struct span *lines, size_t max, struct err *e)
{
	struct sorted_input *f = source;
	const struct line_batch *b = &f->batch.lines;
	size_t n = 0;
	int r;

	if (f->i == b->n && (r = fill(f, e)) != 1)
		return r;
	for (; n < max && f->i < b->n; n++) {
		struct span line = { f->next, b->len[f->i] };

		if (order_check_at(&f->in, f->in.lines.count - b->n + f->i + 1,
			f->before, line, e))
			return n ? (int)n : -1;
		f->i++;
		f->next += line.len + 1;
		f->before = line;
		lines[n] = line;
	}
	return (int)n;
}

static int
open_all(struct sorted_inputs *fs, struct inputs *all, char *const *names,
    struct err *e)
{
	for (size_t i = 0; i < fs->n; i++) {
		struct sorted_input *f = &fs->feeds[i];

		f->all = all;
		if (inputs_open(all, &f->in, names[i], e))
			return -1;
		f->open = true;
		merge_tree_add(&fs->merge, f);
	}
	return 0;
}

int
sorted_inputs_open(struct sorted_inputs *fs, struct inputs *all,
    char *const *names, size_t n, struct err *e)
{
	*fs = (struct sorted_inputs){ .n = n, .begun = true };
	fs->feeds = mem_zeroed(n, sizeof *fs->feeds);
	merge_tree_init(&fs->merge, next_of_feed, 0);
	if (open_all(fs, all, names, e))
		return -1;
	while ((fs->got = merge_tree_next(&fs->merge, &fs->first, 1, e)) == 1 &&
	    stream_is_comment(fs->first)) {
		buf_add(&fs->held, fs->first);
		buf_byte(&fs->held, '\n');
	}
	buf_room(&fs->held, LINE_REF_SLACK);
	if (fs->got < 0)
		return -1;
	for (size_t i = 0; i < n && all->guesses; i++)
		if (fs->feeds[i].open && inputs_guess(all, &fs->feeds[i].in, e))
			return -1;
	all->told |= all->announces;
	for (size_t i = 0; i < n && all->kind != STREAM_ANY; i++)
		if (fs->feeds[i].open &&
		    stream_assume(&fs->feeds[i].in, all->kind, e))
			return -1;
	return 0;
}

int
sorted_inputs_next(
    struct sorted_inputs *fs, struct span *lines, size_t max, struct err *e)
{
	if (fs->next < fs->held.len) {
		lines->p = fs->held.p + fs->next;
		lines->len = (size_t)((char *)memchr(lines->p, '\n',
					  fs->held.len - fs->next) -
		    lines->p);
		fs->next += lines->len + 1;
		return 1;
	}
	if (!fs->begun)
		return merge_tree_next(&fs->merge, lines, max, e);
	fs->begun = false;
	*lines = fs->first;
	return fs->got;
}

void
sorted_inputs_free(struct sorted_inputs *fs)
{
	for (size_t i = 0; i < fs->n; i++)
		if (fs->feeds[i].open)
			stream_close(&fs->feeds[i].in);
	free(fs->feeds);
	buf_free(&fs->held);
	merge_tree_free(&fs->merge);
	*fs = (struct sorted_inputs){ 0 };
}
