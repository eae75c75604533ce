#include "fetch/fetch_plan.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "fetch/command.h"
#include "fetch/dated.h"
#include "net/curl/transfer_url.h"
#include "net/curl/url_edit.h"

bool
fetch_plan_beside(struct buf *b, const char *url, const char *what)
{
	if (!fetch_plan_is_url(what))
		return url_with_suffix(b, url, what);
	buf_str(b, what);
	buf_byte(b, '\0');
	return true;
}

/* Puts the day into a text that an option or operand has; *to is the result,
 * NULL where there is none. */
static int
date_it(const struct fetch_plan *p, const char *option, const char *text,
    struct buf *b, const char **to, struct err *e)
{
	const int32_t *day = p->options->day_said ? &p->options->day : NULL;

	*to = NULL;
	if (!text)
		return 0;
	if (dated_text(b, text, day, e)) {
		err_at(e, option, 0);
		return -1;
	}
	*to = b->p;
	return 0;
}

/* What may not stand together, whatever the values; NULL where nothing is
 * wrong. */
static const char *
misfit(const struct fetch_options *o, const char *url, const char *output)
{
	bool is_command = command_is(url);

	if (!o->until != !o->zone)
		return "--until and --zone go together: no zone is guessed";
	if ((o->keep || o->exit_code || o->match) && !output)
		return "--keep, --exit-code and --match want -o";
	if (o->resume && (!output || is_command))
		return "--resume wants -o, and is not for a command";
	if (is_command && (o->match || o->stable))
		return "--match and --stable are not for a command";
	if (is_command &&
	    ((o->done && !fetch_plan_is_url(o->done)) ||
		(o->digest && !fetch_plan_is_url(o->digest))))
		return "a command has no suffix: --done and --digest take URLs";
	if (o->match && url_is(url, "https"))
		return "--match: https has no directories";
	if (o->match && (!*url || url[strlen(url) - 1] != '/'))
		return "--match: the URL of a directory ends with a slash";
	if ((o->done && !*o->done) || (o->digest && !*o->digest))
		return "--done and --digest: an empty suffix is the bill's own";
	if (o->net.cert && !o->net.key)
		return "--cert wants --key";
	if (!o->net.proxy_user != !o->proxy_password_file ||
	    (o->net.proxy_user && !o->proxy))
		return "--proxy-user and --proxy-password-file go together, "
		       "and with --proxy";
	return NULL;
}

/* Does anything prove that a bill is whole? */
static const char *
no_proof(const struct fetch_options *o, const char *url)
{
	if (o->done || o->digest || o->trailer || o->appears_whole ||
	    command_is(url) || url_is(url, "https") || url_is(url, "http"))
		return NULL;
	if (o->stable)
		return "--stable alone proves nothing: a sender may pause; "
		       "--done, --digest or --trailer does, or "
		       "--appears-whole says so";
	return "nothing says when it is whole: --done, --digest, --trailer or "
	       "--appears-whole does";
}

static bool
is_over(void *of)
{
	return deadline_ends(of);
}

static int
check_url(const struct fetch_plan *p, const char *url, struct err *e)
{
	const char *fault = transfer_url_fault(url, &p->net);
	struct buf shown = { 0 };

	if (!fault)
		return 0;
	url_shown(&shown, span_str(url));
	err_set(e, ST_FAIL, "%s: %s", excerpt(buf_span(&shown)).s, fault);
	buf_free(&shown);
	return -1;
}

/* A file must not be fetched onto itself. */
static int
check_apart(const struct fetch_place *a, struct err *e)
{
	struct buf path = { 0 };
	struct stat x, y;
	bool same = a->file && url_is(a->url, "file") &&
	    url_path(&path, a->url) && stat(path.p, &x) == 0 &&
	    stat(a->file, &y) == 0 && x.st_dev == y.st_dev &&
	    x.st_ino == y.st_ino;

	buf_free(&path);
	return same ? err_set(e, ST_FAIL, "%s: is fetched onto itself", a->file)
		    : 0;
}

static int
take_beside(struct fetch_plan *p, const char *said, const char *option,
    struct buf *b, const char **url, const char **suffix, struct err *e)
{
	struct buf text = { 0 };
	const char *dated;
	int r = date_it(p, option, said, &text, &dated, e);

	*url = *suffix = NULL;
	if (r == 0 && dated && fetch_plan_is_url(dated))
		r = check_url(p, dated, e);
	if (r == 0 && dated && p->match_glob) {
		buf_add(b, buf_span(&text));
		*suffix = b->p;
	} else if (r == 0 && dated) {
		if (!fetch_plan_beside(b, p->place.url, dated))
			r = err_set(e, ST_FAIL, "%s: is no URL", p->place.url);
		*url = b->p;
	}
	buf_free(&text);
	return r;
}

/* The words of a command get their days when they are words. */
static int
take_command(struct fetch_plan *p, const char *text, struct err *e)
{
	if (words_split(&p->command, span_str(text), e))
		return -1;
	for (size_t i = 0; i < p->command.n; i++) {
		struct buf b = { 0 };
		const char *to;

		if (date_it(p, "cmd", p->command.argv[i], &b, &to, e)) {
			buf_free(&b);
			return -1;
		}
		free(p->command.argv[i]);
		p->command.argv[i] = b.p; /* owned now by the words */
	}
	p->place.command = &p->command;
	buf_printf(&p->url, "cmd:%s", p->command.argv[0]);
	buf_byte(&p->url, '\0');
	p->place.url = p->url.p;
	return 0;
}

static int
take_url(struct fetch_plan *p, const char *url, struct err *e)
{
	if (command_is(url))
		return take_command(p, url + 4, e);
	if (date_it(p, "URL", url, &p->url, &p->place.url, e))
		return -1;
	return check_url(p, p->place.url, e);
}

/* The name in files of digests: that of the URL, or else of the file. */
static int
take_name(struct fetch_plan *p, struct err *e)
{
	const char *file = p->place.file ? p->place.file : "";
	const char *slash = strrchr(file, '/');

	if (!p->place.command && !url_name(&p->name, p->place.url))
		return err_set(e, ST_FAIL, "%s: is no URL%s", p->place.url,
		    strchr(p->place.url, ' ') ? ", in which a blank is %20"
					      : "");
	if (p->place.command || !*p->name.p) {
		buf_clear(&p->name);
		buf_str(&p->name, slash ? slash + 1 : file);
		buf_byte(&p->name, '\0');
	}
	p->place.name = p->name.p;
	return 0;
}

int
fetch_plan_make(struct fetch_plan *p, const struct fetch_options *o,
    const char *url, const char *output, struct err *e)
{
	const char *why = misfit(o, url, output);
	struct fetch_place *a = &p->place;

	p->options = o;
	p->net = o->net;
	if (!p->net.timeout)
		p->net.timeout = o->timeout ? o->timeout : FETCH_TIMEOUT;
	if (!why)
		why = no_proof(o, url);
	if (why)
		return err_set(e, ST_FAIL, "%s", why);
	if (o->until && deadline_take(&p->deadline, o->until, o->zone, e))
		return -1;
	p->net.stop = is_over;
	p->net.stop_arg = &p->deadline;
	if (date_it(p, "match", o->match, &p->match, &p->match_glob, e) ||
	    date_it(p, "keep", o->keep, &p->keep, &p->keep_dir, e) ||
	    date_it(p, "output", output, &p->output, &a->file, e) ||
	    take_url(p, url, e) ||
	    take_beside(
		p, o->done, "done", &p->done, &a->done, &p->done_suffix, e) ||
	    take_beside(p, o->digest, "digest", &p->digest, &a->digest,
		&p->digest_suffix, e) ||
	    fetch_plan_secrets(p, e) || fetch_plan_proxy(p, e) ||
	    check_apart(a, e))
		return -1;
	return take_name(p, e);
}

void
fetch_plan_free(struct fetch_plan *p)
{
	buf_free(&p->url);
	buf_free(&p->output);
	buf_free(&p->keep);
	buf_free(&p->match);
	buf_free(&p->done);
	buf_free(&p->digest);
	buf_free(&p->name);
	buf_free(&p->password);
	buf_free(&p->passphrase);
	buf_free(&p->headers);
	buf_free(&p->proxy);
	buf_free(&p->proxy_password);
	words_free(&p->command);
}
