/*
 * test_store: the store that a test is of: in memory or, where RECON_TEST_STORE
 * is the URL of a database of a server, in a new schema of that.
 */
#ifndef TEST_STORE_H
#define TEST_STORE_H

#include <stdlib.h>
#include <unistd.h>

#include "flow/store/flow_store.h"

/* Is it of a server? */
static inline bool
test_store_is_served(void)
{
	return getenv("RECON_TEST_STORE") != NULL;
}

/* Whose schema it is: of a child it is its parent's. */
static pid_t test_store_pid;

static inline long
test_store_number(void)
{
	return (long)(test_store_pid ? test_store_pid : getpid());
}

/* The schema, empty. */
static inline int
test_store_make_schema(const char *url, struct err *err)
{
	const struct db_wish wish = { .url = url, .use = DB_CHANGE };
	struct db d;
	char sql[160];
	int r;

	snprintf(sql, sizeof sql,
	    "DROP SCHEMA IF EXISTS recon_test_%ld CASCADE; "
	    "CREATE SCHEMA recon_test_%ld",
	    test_store_number(), test_store_number());
	if (db_open(&d, &wish, err))
		return -1;
	r = db_run(&d, sql, err);
	db_close(&d);
	return r;
}

/* The URL of the schema. */
static inline void
test_store_url(char *to, size_t cap)
{
	const char *url = getenv("RECON_TEST_STORE");

	snprintf(to, cap, "%s%soptions=-csearch_path%%3Drecon_test_%ld", url,
	    strchr(url, '?') ? "&" : "?", test_store_number());
}

/* What was opened before, once more: of a server alone. */
static inline int
test_store_open_again(struct flow_store *s, struct err *err)
{
	char url[400];

	test_store_url(url, sizeof url);
	return flow_store_open_server(s, url, NULL, FLOW_STORE_RUN, err);
}

/* A new one, with nothing in it. */
static inline int
test_store_open(struct flow_store *s, struct err *err)
{
	const char *url = getenv("RECON_TEST_STORE");

	if (!url)
		return flow_store_open_memory(s, err);
	return test_store_make_schema(url, err) || test_store_open_again(s, err)
	    ? -1
	    : 0;
}

#endif
