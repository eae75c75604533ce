/*
 * fetch_plan: the options made ready: days put in, secrets read, what does not
 * go together refused.
 */
#ifndef FETCH_PLAN_H
#define FETCH_PLAN_H

#include "fetch/deadline.h"
#include "fetch/fetch_options.h"
#include "text/words.h"

/* A bill: where it is and what it becomes. All are borrowed. */
struct fetch_place {
	const char *url;
	const char *file;            /* NULL: standard output */
	const char *name;            /* in a file of digests */
	const char *done, *digest;   /* URLs, or NULL */
	const struct words *command; /* or NULL: url is fetched */
};

/* Cleared with {0}, released with fetch_plan_free. */
struct fetch_plan {
	const struct fetch_options *options; /* borrowed */
	struct deadline deadline;
	struct transfer_settings net;
	struct fetch_place place; /* with match: the directories, and no more */
	struct words command;
	struct buf url, output, keep, match, done, digest, name; /* owned */
	struct buf password, passphrase, headers, proxy;         /* owned */
	struct buf proxy_password;                               /* owned */
	const char *keep_dir, *match_glob;                       /* or NULL */
	const char *done_suffix, *digest_suffix; /* with match, or NULL */
};

/* url and output as they were given; output NULL: standard output. ST_FAIL,
 * told. The plan is not moved while it is used. */
int fetch_plan_make(struct fetch_plan *, const struct fetch_options *,
    const char *url, const char *output, struct err *);

/* Adds the URL that a done-file or a file of digests has, and a NUL: a suffix,
 * or a URL. False where url takes no suffix. */
bool fetch_plan_beside(struct buf *, const char *url, const char *what);

void fetch_plan_free(struct fetch_plan *);

/* The parts of it: */

/* A URL, and no suffix or bare name of a host? */
static inline bool
fetch_plan_is_url(const char *text)
{
	return strstr(text, "://") != NULL;
}

/* Passwords and headers, out of their files; and keys, whose files are looked
 * at. ST_FAIL, told. */
int fetch_plan_secrets(struct fetch_plan *, struct err *);

/* The proxy that was named, or that of the environment. ST_FAIL, told. */
int fetch_plan_proxy(struct fetch_plan *, struct err *);

#endif
