/*
 * flow_type: the types of parameters and outputs.
 */
#ifndef FLOW_TYPE_H
#define FLOW_TYPE_H

#include "base/err.h"

enum flow_type {
	FLOW_DATE,   /* a day that there is: YYYY-MM-DD */
	FLOW_INT,    /* -?digits, at most 18, without leading zeros */
	FLOW_AMOUNT, /* as in recon-record(5) */
	FLOW_TEXT,   /* UTF-8 without NUL */
	FLOW_WORD,   /* letters, digits, "_", "." and "-", not "." or "-" first;
	              * letters of any script */
};

enum { FLOW_VALUE_MAX = 65536 /* bytes of a value */ };

/* By name, "date"; -1 for an unknown one. */
int flow_type_named(struct span name);

const char *flow_type_name(enum flow_type);

/* NULL where the value is of the type, else in words what it is not: "is no
 * date YYYY-MM-DD". */
const char *flow_type_why(enum flow_type, struct span value);

#endif
