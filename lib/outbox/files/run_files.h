/*
 * run_files: the files of runs in a target's folder, by their numbers: 10
 * digits and .events or .ids.
 */
#ifndef RUN_FILES_H
#define RUN_FILES_H

#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

#define RUN_MAX UINT64_C(9999999999)

enum run_file {
	RUN_EVENTS, /* what a run added, spool.h */
	RUN_IDS, /* what a run that is finished is remembered by, id_file.h */
};

/* Numbers, in their order. Cleared by run_files_list. */
struct run_files {
	uint64_t *of[2]; /* owned; by enum run_file */
	size_t n[2], cap[2];
	uint64_t last; /* the highest of all, 0 where there are none */
};

/* ST_FAIL where the folder cannot be read. */
int run_files_list(struct run_files *, const char *folder, struct err *);

bool run_files_has(const struct run_files *, enum run_file, uint64_t run);

/* A run whose events are there, and its ids, too, was being finished when the
 * power failed or somebody was killed: its ids count. */
static inline bool
run_files_is_open(const struct run_files *f, uint64_t run)
{
	return !run_files_has(f, RUN_IDS, run);
}

void run_files_free(struct run_files *);

/* The path of a file; the caller frees. */
char *run_files_path(const char *folder, enum run_file, uint64_t run);

/* Removes temporary files that were to become files of runs: by whoever holds
 * the folder's write.lock. */
int run_files_clean(const char *folder, struct err *);

/* The same of one other file, by whoever may write it. */
int run_files_clean_temp(const char *folder, const char *name, struct err *);

#endif
