/**
 * Reads zstd (RFC 8878). Start at {@link org.datamove.source.zstd.ZstdStream}. In plain Java, with
 * every access to an array checked: a damaged file can end in an exception, never in a crash of the
 * server that the code runs in. Nothing here knows of files; faults are {@link
 * java.io.IOException}s.
 */
package org.datamove.source.zstd;
