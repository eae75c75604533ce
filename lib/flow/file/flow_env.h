/*
 * flow_env: the names that values have in the environment of sh =.
 *
 *	date                  RECON_P_DATE
 *	join.status           RECON_JOIN_STATUS
 *	join.out.read.records RECON_JOIN_READ_RECORDS
 */
#ifndef FLOW_ENV_H
#define FLOW_ENV_H

#include "flow/file/flow.h"

/* Add the name of a parameter; of an output, or "status", of a node: a letter
 * of ASCII is a capital, "-" and "." are "_", all else stays. */
void flow_env_param(struct buf *, const char *param);
void flow_env_node(struct buf *, const char *node, const char *out);

#endif
