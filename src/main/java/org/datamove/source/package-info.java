/**
 * Where the bytes come from. Start at {@link org.datamove.source.Source}. Checks that a source
 * stays the same between and during passes. Who may read what is decided by the SQL gate and
 * carried out here ({@link org.datamove.source.SourceAccess}), on the real path of what is opened.
 */
package org.datamove.source;
