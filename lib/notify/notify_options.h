/*
 * notify_options: what recon-notify can be told, and what of it goes together.
 */
#ifndef NOTIFY_OPTIONS_H
#define NOTIFY_OPTIONS_H

#include "notify/choose/choose.h"
#include "text/names.h"
#include "text/table/text_table_forms.h"

enum {
	NOTIFY_TOP = 10,
	NOTIFY_WAIT = 60, /* seconds */
	NOTIFY_BATCH_MAX = 10000,
};

/* What a run does; a run that tells does one of two, or both. */
enum notify_doing {
	NOTIFY_PRINT = 1,        /* prints the summary */
	NOTIFY_SUMMARY = 1 << 1, /* tells it */
	NOTIFY_LINES = 1 << 2,   /* tells lines */
	NOTIFY_FLUSH = 1 << 3,
	NOTIFY_LIST = 1 << 4,
	NOTIFY_REDO = 1 << 5,
	NOTIFY_FORGET = 1 << 6,
	NOTIFY_TELL = NOTIFY_SUMMARY | NOTIFY_LINES,
};

/* Begun with NOTIFY_OPTIONS, released with notify_options_free. */
struct notify_options {
	/* of the summary */
	unsigned top, older;
	bool tee, exit_code;
	const char *title, *by, *since;
	enum text_table_form form;

	/* of what is told */
	struct names targets;
	const char *targets_file, *outbox, *ask, *book, *template;
	const char *day_said; /* the option, or NULL */
	int32_t day;
	bool summary, each, remind, any_key;
	unsigned batch;
	struct choose choose;
	const char *link;

	/* of what is sent */
	unsigned wait_s;
	unsigned remember; /* days */
	bool flush, list;
	struct names redo, forget;
	const char *why;

	unsigned doing; /* told by notify_options_settle */
};

#define NOTIFY_OPTIONS \
	{ \
		.top = NOTIFY_TOP, .wait_s = NOTIFY_WAIT, .remember = 400 \
	}

/* The options of the summary, and the others. */
extern const struct option_row notify_summary_rows[];
extern const struct option_row notify_rows[];

/* What else was said. */
struct notify_said {
	const char *const *names; /* of options, */
	size_t n, n_from_profile; /* the first so many in a profile */
	bool has_file;            /* an input is named */
	bool has_output;          /* -o is */
};

/*
 * Finds out what is to be done. Where that does not go together: what is wrong,
 * and with which option, or NULL where the text says that. NULL: all is well.
 */
const char *notify_options_settle(
    struct notify_options *, const struct notify_said *, const char **option);

void notify_options_free(struct notify_options *);

#endif
