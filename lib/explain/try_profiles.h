/*
 * try_profiles: which of the profiles at hand read a bill, for recon-clean
 * --explain. Each is tried on the whole bill, its checks included.
 */
#ifndef TRY_PROFILES_H
#define TRY_PROFILES_H

#include "clean/clean.h"

struct tried_profiles {
	char *path;        /* owned: of the profiles that read the bill, that
	                * which names most columns; NULL: none does */
	size_t named;      /* columns it names */
	uint64_t rows;     /* it makes */
	bool as_sheet;     /* it is one for CSV, and the bill a sheet */
	struct buf others; /* ", NAME" of more that do */
	char *near;        /* owned: one that finds its header and names more,
	                * but refuses the bill; or NULL */
	size_t near_named;
	struct err why;
};

/* What is known of the bill. */
struct try_profiles_rules {
	const char *bill;
	const char *entry;     /* of a zip archive, where the profile names
	                        * none; or NULL */
	enum format_kind kind; /* profiles of other formats are passed over,
	                        * but a sheet may be one for CSV, */
	const char *sheet;     /* of a spreadsheet; or NULL */
	struct span head;      /* and so are those whose header is not here,
	                        * the beginning of its text */
	const char *installed; /* directory of profiles, or NULL */
};

/* Profiles are looked for as by profile_load. */
void try_profiles_bill(
    struct tried_profiles *, const struct try_profiles_rules *);

/* The one that reads it is refused all the same, by recon-key: it is near. */
void tried_profiles_refused(struct tried_profiles *, const struct err *);

/* The name of a profile: its file's, without directory and ".ini". */
struct span tried_profiles_name(const char *path);

void tried_profiles_free(struct tried_profiles *);

#endif
