/**
 * Where the bytes come from. Start at {@link org.datamove.source.Sources}, which finds the {@link
 * org.datamove.source.Source} or sources that a path names. What depends on a path's beginning is a
 * {@code Scheme}; a new kind of source is one more of them, named in {@code Schemes}. Files of the
 * server are read here, objects by package {@code source.s3}, which this one knows by its name
 * only.
 *
 * <p>Who may read what is decided by the SQL gate and carried out here ({@link
 * org.datamove.source.SourceAccess}): on the real path of the file that is opened, and on the
 * address of an object as it is written. Nothing that a caller may not read is looked at, nothing
 * is written, and no source is held in memory as a whole.
 */
package org.datamove.source;
