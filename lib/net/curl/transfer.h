/*
 * transfer: files fetched by sftp, ftps, ftp with TLS, https and file, one
 * request after another over a connection that is kept.
 *
 * Hosts are always verified, by certificates or by the keys that are known;
 * redirects are followed to hosts that are allowed; neither ~/.netrc nor the
 * environment is obeyed.
 */
#ifndef TRANSFER_H
#define TRANSFER_H

#include "net/curl/transfer_wish.h"

struct transfer;

struct transfer *transfer_open(const struct transfer_settings *, struct err *);

/*
 * Does it. One of enum transfer_end, with *seen the mark as far as it was seen;
 * or -1: ST_AGAIN where it is not there, or what may pass went wrong; ST_FAIL
 * otherwise, as for a host that is not who it should be.
 */
int transfer_run(struct transfer *, const struct transfer_wish *,
    struct transfer_mark *seen, struct err *);

/* Seconds for which servers have asked to be left alone, by Retry-After, since
 * this was asked; 0: none did. */
int64_t transfer_asked_to_wait(struct transfer *);

/* Adds the names of the files of a directory, whose URL ends with a slash; sftp
 * and ftp. -1 as above. */
int transfer_list(
    struct transfer *, const char *url, struct names *, struct err *);

void transfer_close(struct transfer *);

#endif
