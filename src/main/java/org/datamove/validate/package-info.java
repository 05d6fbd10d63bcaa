/**
 * Rules that compare the file with the table. Start at {@link
 * org.datamove.validate.ValidationService}, which picks the rules by operation; {@link
 * org.datamove.validate.RowChecker} judges the rows. Every problem is a {@link
 * org.datamove.validate.Finding}; nothing stops at the first, and nothing here writes SQL.
 */
package org.datamove.validate;
