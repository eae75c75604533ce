/*
 * target_values: the values of keys of recon-targets(5), setters for rows of
 * options.
 */
#ifndef TARGET_VALUES_H
#define TARGET_VALUES_H

#include "option/option_row.h"
#include "text/names.h"

enum {
	TARGET_RETRY_MAX = 64,
	TARGET_ANSWER_WITHIN = 600, /* seconds, by default */
	TARGET_BURST = 20,          /* by default, of a robot */
	TARGET_BURST_MAX = 1000000,
};

/* The row may stand several times (option_row's kind). */
enum { TARGET_MANY = 1 };

enum target_order {
	TARGET_ORDER_NONE, /* any event at any time */
	TARGET_ORDER_KEY,  /* those of a key one after the other */
};

/* First in the settings of every transport. */
struct target_common {
	const char *transport;
	uint32_t retry[TARGET_RETRY_MAX]; /* seconds before the n-th try */
	size_t n_retry;                   /* tries */
	enum target_order order;
	uint32_t answer_within; /* seconds that the transport may take */
	const char *template;   /* NULL: none was named */
	const char *lang;
	uint32_t burst;      /* more events of a run become one; 0: never */
	const char *dialect; /* of a robot, whatever else the transport reads
	                      * of it; NULL: none */
};

option_setter target_value_list;    /* struct names: one more */
option_setter target_value_seconds; /* uint32_t, from least to most */
option_setter target_value_yes;     /* bool, from yes or no */
option_setter target_value_retry;   /* struct target_common */
option_setter target_value_order;   /* struct target_common */
option_setter target_value_lang;    /* const char *, borrowed */

/* 0 5s 30s 5m 30m 2h 5h 10h 24h */
void target_retry_default(struct target_common *);

#endif
