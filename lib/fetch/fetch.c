#include "fetch/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fetch/going.h"
#include "fetch/part.h"
#include "fetch/whole.h"
#include "fetch/versions.h"
#include "sys/clock.h"
#include "sys/process/words_run.h"

enum { RESUMES_MAX = 100, RESTARTS_MAX = 2, PIECE = 1 << 16 };

int
fetch_open(struct fetch *f, const struct fetch_plan *plan, struct err *e)
{
	f->plan = plan;
	f->net = transfer_open(&plan->net, e);
	return f->net ? 0 : -1;
}

void
fetch_close(struct fetch *f)
{
	transfer_close(f->net);
}

/* What another process would have to know, if this one were killed. */
static int
begins(void *partial, const struct transfer_mark *mark, struct err *e)
{
	struct partial *p = partial;

	p->mark = *mark;
	return p->resumes ? going_note(p, p->resumes, e) : 0;
}

/* Takes bytes of a URL, from where the last try ended if the file is still the
 * same. */
static int
take_some(struct fetch *f, const struct fetch_place *a, struct partial *p,
    struct err *e)
{
	const struct transfer_wish w = { .url = a->url,
		.from = p->got,
		.was = p->got ? &p->mark : NULL,
		.put = partial_put,
		.begins = begins,
		.arg = p };
	struct transfer_mark seen;
	int r = transfer_run(f->net, &w, &seen, e);

	if (w.from == 0)
		p->mark = seen;
	return r;
}

/* It begins anew; where it has to again and again, it does not come. */
static int
restart(
    const struct fetch_place *a, struct partial *p, int *times, struct err *e)
{
	if (partial_restart(p, e))
		return -1;
	err_set(e, ST_AGAIN,
	    "%s: breaks, and changed meanwhile or cannot be gone on with",
	    a->url);
	return ++*times <= RESTARTS_MAX ? 0 : -1;
}

static int
take_url(struct fetch *f, const struct fetch_place *a, struct partial *p,
    struct err *e)
{
	int r = TRANSFER_CUT, restarts = 0;

	for (int n = 0; n < RESUMES_MAX && r > TRANSFER_WHOLE; n++) {
		int64_t had = p->got;

		if (n && deadline_ends(&f->plan->deadline))
			return -1; /* the break is told */
		r = take_some(f, a, p, e);
		if (r == TRANSFER_CUT && p->got == had)
			return -1;
		if (r == TRANSFER_ANOTHER && restart(a, p, &restarts, e))
			return -1;
	}
	return r == TRANSFER_WHOLE ? 0 : -1;
}

static int
take_command(struct fetch *f, const struct fetch_place *a, struct partial *p,
    struct err *e)
{
	const struct deadline *d = &f->plan->deadline;
	uint32_t s = f->plan->options->timeout;
	off_t end;

	if (!s)
		s = FETCH_COMMAND_S;
	if (d->is && !d->late && d->at - clock_wall_s() < s)
		s = d->at > clock_wall_s() ? (uint32_t)(d->at - clock_wall_s())
					   : 1;
	if (partial_restart(p, e) || words_run(a->command, NULL, p->fd, s, e))
		return -1;
	end = lseek(p->fd, 0, SEEK_END);
	if (end < 0)
		return err_sys(e, ST_FAIL, "%s", a->url);
	p->got = end;
	p->mark = (struct transfer_mark){ .size = -1, .mtime = -1 };
	return 0;
}

int
fetch_try(struct fetch *f, const struct fetch_place *a, struct partial *p,
    struct file_sums *s, struct err *e)
{
	struct transfer_mark done;

	if (whole_done(f, a, &done, e))
		return -1;
	if (a->command ? take_command(f, a, p, e) : take_url(f, a, p, e))
		return -1;
	if (file_sums_of(s, p->fd, a->url, e))
		return -1;
	if (whole_check(f, a, &done, p, s, e) == 0)
		return 0;
	/* it is fetched anew: what came is not what it should be */
	if (e->status == ST_AGAIN || e->status == ST_DATA) {
		struct err ignored;

		partial_restart(p, &ignored);
	}
	return -1;
}

int
fetch_begin(struct fetch *f, const struct fetch_place *a, struct partial *p,
    struct err *e)
{
	if (partial_open(p, a->file, e))
		return -1;
	if (!f->plan->options->resume)
		return 0;
	p->resumes = a->url;
	if (going_take(p, a->url, e) == 0 &&
	    (p->got > 0 || part_take(p, a->url, e) == 0) &&
	    (p->got == 0 || going_note(p, a->url, e) == 0))
		return 0;
	partial_drop(p);
	going_end(p);
	return -1;
}

void
fetch_give_up(struct fetch *f, const struct fetch_place *a, struct partial *p,
    struct err *e)
{
	struct err why;

	if (!f->plan->options->resume || e->status != ST_AGAIN)
		partial_drop(p);
	else if (part_keep(p, a->url, &why))
		f->say(why.text);
	going_end(p);
}

enum word { WORD_NEW, WORD_SAME, WORD_CHANGED };

/* What is there under the name, beside what came. */
static int
compare(const char *file, const struct file_sums *came, enum word *word,
    struct err *e)
{
	struct file_sums had;
	int fd = open(file, O_RDONLY | O_CLOEXEC), r;

	*word = WORD_NEW;
	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0)
		return err_sys(e, ST_FAIL, "%s", file);
	r = file_sums_of(&had, fd, file, e);
	close(fd);
	*word = strcmp(had.sha256, came->sha256) ? WORD_CHANGED : WORD_SAME;
	return r;
}

static void
note_file(struct facts_file *f, const struct file_sums *s)
{
	if (!f)
		return;
	memcpy(f->digest.hex, s->sha256, sizeof f->digest.hex);
	f->digest.bytes = (uint64_t)s->bytes;
	f->digest.known = true;
}

static void
note(struct fetch *f, const struct fetch_place *a, const struct file_sums *s,
    enum word word)
{
	static const char *const words[] = { "new", "same", "changed" };

	f->n_new += word == WORD_NEW;
	f->n_same += word == WORD_SAME;
	f->n_changed += word == WORD_CHANGED;
	note_file(facts_input_by_name(f->facts, NULL, a->url), s);
	if (a->file)
		note_file(facts_output_by_name(f->facts, NULL, a->file), s);
	if (f->verbose) {
		struct buf b = { 0 };

		buf_printf(&b, "%s: %s, %lld bytes", a->url, words[word],
		    (long long)s->bytes);
		buf_byte(&b, '\0');
		f->say(b.p);
		buf_free(&b);
	}
}

void
fetch_note_same(struct fetch *f, const struct fetch_place *a)
{
	struct buf b = { 0 };

	f->n_same++;
	if (!f->verbose)
		return;
	buf_printf(&b, "%s: same, not fetched", a->url);
	buf_byte(&b, '\0');
	f->say(b.p);
	buf_free(&b);
}

static int
print(struct fetch *f, struct partial *p, struct err *e)
{
	struct facts_file *facts;
	struct output out;
	off_t at = 0;
	ssize_t n;

	if (output_open(&out, NULL, e))
		return -1;
	facts = facts_output(f->facts, FACTS_WRITTEN, NULL, &out);
	while ((n = pread(p->fd, output_room(&out, PIECE), PIECE, at)) > 0) {
		output_took(&out, (size_t)n);
		at += n;
	}
	if (n < 0) {
		output_abandon(&out);
		return err_sys(e, ST_FAIL, "a temporary file: read");
	}
	if (output_close(&out, e))
		return -1;
	facts_written(facts);
	return 0;
}

/* The same again: it gets the time of what it is a copy of. */
static int
touch(const struct partial *p, struct err *e)
{
	const struct timespec times[2] = { { .tv_nsec = UTIME_OMIT },
		{ .tv_sec = p->mark.mtime } };

	if (p->mark.mtime >= 0 && utimensat(AT_FDCWD, p->file, times, 0))
		return err_sys(e, ST_FAIL, "%s", p->file);
	return 0;
}

int
fetch_settle(struct fetch *f, const struct fetch_place *a, struct partial *p,
    const struct file_sums *s, struct err *e)
{
	const char *dir = f->plan->keep_dir;
	enum word word = WORD_NEW;
	int r = a->file ? compare(a->file, s, &word, e) : 0;

	if (r == 0 && dir)
		r = versions_keep(
		    dir, a->name, p->fd, s->sha256, word != WORD_SAME, e);
	if (r == 0 && !a->file)
		r = print(f, p, e);
	else if (r == 0 && word == WORD_SAME)
		r = touch(p, e);
	else if (r == 0)
		r = partial_appear(p, e);
	partial_drop(p);
	going_end(p);
	if (r == 0)
		note(f, a, s, word);
	return r;
}
