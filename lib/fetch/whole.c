#include "fetch/whole.h"

#include <inttypes.h>
#include <limits.h>
#include <unistd.h>

#include "fetch/checksum.h"
#include "sys/process/child.h"
#include "sys/clock.h"

enum { SMALL_MAX = 1 << 20, TRAILER_S = 3600 };

/* A file that is read whole. */
struct small {
	const char *url;
	struct buf *text;
};

static int
put_small(void *arg, struct span s, struct err *e)
{
	const struct small *to = arg;

	if (to->text->len + s.len > SMALL_MAX)
		return err_set(
		    e, ST_DATA, "%s: more than %d bytes", to->url, SMALL_MAX);
	buf_add(to->text, s);
	return 0;
}

/* All of a small file; one that breaks is tried again another time. */
static int
read_small(struct fetch *f, const char *url, struct buf *b,
    struct transfer_mark *mark, struct err *e)
{
	struct small to = { url, b };
	const struct transfer_wish w = {
		.url = url, .put = put_small, .arg = &to
	};

	if (transfer_run(f->net, &w, mark, e) != TRANSFER_WHOLE)
		return -1;
	if (mark->size >= 0 && (size_t)mark->size != b->len)
		return err_set(e, ST_AGAIN, "%s: not all of it came", url);
	return 0;
}

int
whole_done(struct fetch *f, const struct fetch_place *a,
    struct transfer_mark *done, struct err *e)
{
	struct buf b = { 0 };
	int r = 0;

	done->mtime = -1;
	if (a->done)
		r = read_small(f, a->done, &b, done, e);
	buf_free(&b);
	return r;
}

static int
check_done(const struct fetch_place *a, const struct transfer_mark *done,
    const struct transfer_mark *bill, struct err *e)
{
	if (!a->done || done->mtime < 0 || bill->mtime < 0 ||
	    done->mtime >= bill->mtime)
		return 0;
	return err_set(e, ST_AGAIN, "%s: is older than the bill", a->done);
}

/* Of the sizes that were told, none is wrong; who tells none proves nothing. */
static int
check_size(struct fetch *f, const struct fetch_place *a,
    const struct partial *p, struct err *e)
{
	const struct fetch_options *o = f->plan->options;

	if (p->mark.size >= 0 && p->mark.size != p->got)
		return err_set(e, ST_AGAIN,
		    "%s: %" PRId64 " of %" PRId64 " bytes came", a->url, p->got,
		    p->mark.size);
	if (p->got == 0 && !f->allow_empty)
		return err_set(e, ST_DATA, "%s: is empty", a->url);
	if (a->command || p->mark.size >= 0)
		return 0;
	if (o->done || o->digest || o->trailer || o->appears_whole)
		return 0;
	return err_set(e, ST_AGAIN,
	    "%s: the server does not say how long it is; --done, --digest or "
	    "--trailer proves it",
	    a->url);
}

int
whole_digest(struct fetch *f, const struct fetch_place *a,
    const struct file_sums *s, struct err *e)
{
	struct buf b = { 0 };
	struct transfer_mark ignored;
	struct checksum c;
	int r;

	if (!a->digest)
		return 0;
	r = read_small(f, a->digest, &b, &ignored, e);
	if (r == 0) {
		r = checksum_find(&c, buf_span(&b), span_str(a->name), e);
		if (r)
			err_at(e, a->digest, 0);
	}
	buf_free(&b);
	if (r || !strcmp(c.hex, c.is_md5 ? s->md5 : s->sha256))
		return r;
	return err_set(e, ST_DATA, "%s: damaged: its %s is %s, and %s says %s",
	    a->url, c.is_md5 ? "MD5" : "SHA-256", c.is_md5 ? s->md5 : s->sha256,
	    a->digest, c.hex);
}

/* Is it still what was fetched? */
static int
check_again(struct fetch *f, const struct fetch_place *a,
    const struct partial *p, struct err *e)
{
	bool is_web = !strncmp(a->url, "http", 4);
	const struct transfer_wish w = { .url = a->url,
		.from = is_web ? 0 : p->got,
		.was = &p->mark,
		.look = true };
	struct transfer_mark now;
	int r;

	/* what a web server says of a file may serve once */
	if (is_web && !p->mark.etag[0] && p->mark.mtime < 0)
		return 0;
	r = transfer_run(f->net, &w, &now, e);
	if (r == TRANSFER_WHOLE)
		return 0;
	if (r == TRANSFER_ANOTHER)
		return err_set(
		    e, ST_AGAIN, "%s: changed while it was fetched", a->url);
	return -1;
}

static int
check_stable(struct fetch *f, const struct fetch_place *a,
    const struct partial *p, struct err *e)
{
	if (a->command)
		return 0;
	if (f->plan->options->stable) {
		deadline_wait(&f->plan->deadline, f->plan->options->stable);
		if (deadline_ends(&f->plan->deadline))
			return err_set(e, ST_AGAIN,
			    "%s: was not the same for long enough", a->url);
	}
	return check_again(f, a, p, e);
}

/* recon-clean beside this program, or where programs are. */
static void
find_clean(char path[PATH_MAX + 16])
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);

	while (n > 0 && path[n - 1] != '/')
		n--;
	strcpy(path + (n > 0 ? n : 0), "recon-clean");
	if (n > 0 && access(path, X_OK))
		strcpy(path, "recon-clean");
}

static int
check_trailer(struct fetch *f, const struct fetch_place *a,
    const struct partial *p, struct err *e)
{
	const char *profile = f->plan->options->trailer;
	char program[PATH_MAX + 16], file[PATH_MAX];
	const char *argv[] = { program, "-p", profile, "--require-total", "-o",
		"/dev/null", file, NULL };
	struct child c = { .argv = (char *const *)argv, .seconds = TRAILER_S };
	int r;

	if (!profile)
		return 0;
	find_clean(program);
	partial_path(p, file, sizeof file);
	r = child_run(&c, e);
	buf_free(&c.out);
	if (r || c.status == 0)
		return r;
	if (c.status == ST_DATA)
		return err_set(e, ST_DATA,
		    "%s: damaged: recon-clean does not take it by profile %s",
		    a->url, profile);
	return err_set(e, c.status == ST_AGAIN ? ST_AGAIN : ST_FAIL,
	    "recon-clean, of --trailer: status %d", c.status);
}

int
whole_check(struct fetch *f, const struct fetch_place *a,
    const struct transfer_mark *done, const struct partial *p,
    const struct file_sums *s, struct err *e)
{
	/* what may still grow is looked at before it is called damaged */
	return check_done(a, done, &p->mark, e) || check_stable(f, a, p, e) ||
		check_size(f, a, p, e) || whole_digest(f, a, s, e) ||
		check_trailer(f, a, p, e)
	    ? -1
	    : 0;
}
