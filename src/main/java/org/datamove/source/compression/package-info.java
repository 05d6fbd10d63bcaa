/**
 * Compressed sources. Start at {@link org.datamove.source.compression.Compression}: it tells a
 * format by its first bytes, never by a name, and gives the decompressed bytes. What is truncated,
 * corrupt or followed by something else is an error, never a short read.
 */
package org.datamove.source.compression;
