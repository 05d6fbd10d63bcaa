/**
 * Compressed sources. Start at {@link org.datamove.source.compression.DecompressedBytes}: it gives
 * the bytes before compression and keeps to the limit of expansion; {@link
 * org.datamove.source.compression.Compression} tells a format by its first bytes, never by a name.
 * Commons Compress reads gzip and bzip2, XZ for Java reads xz, and package {@code source.zstd}
 * zstd. What is truncated, corrupt or followed by something else is an error, never a short read.
 */
package org.datamove.source.compression;
