/*
 * cut_keys: the sections of recon-cut(5), and the keys of each.
 */
#ifndef CUT_KEYS_H
#define CUT_KEYS_H

#include "sections/sections.h"

enum cut_part {
	CUT_PART_CUT,
	CUT_PART_ALARM,  /* passed on to the flow */
	CUT_PART_SYSTEM, /* each with a name */
	CUT_PART_VERIFY, /* each of two systems */
	CUT_PART_JOB,    /* each with a name */
};

extern const struct sections_form cut_form;

#endif
