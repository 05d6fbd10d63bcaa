/**
 * What a move makes of the target's own columns: widened, dropped, given other dimensions; and what
 * depends on them. Start at {@link org.datamove.validate.change.Widening} and {@link
 * org.datamove.validate.change.DependentRule}. Finds out what would change and whether that is
 * allowed; never changes anything and writes no SQL.
 */
package org.datamove.validate.change;
