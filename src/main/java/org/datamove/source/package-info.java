/**
 * Where the bytes come from. Start at {@link org.datamove.source.Source}. Checks that a source
 * stays the same between and during passes; never decides who may read it (the SQL gate does,
 * before the engine is reached).
 */
package org.datamove.source;
